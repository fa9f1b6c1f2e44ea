"""The site as it is handed over: every file, copies that unpack to it, nothing of a time before."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import zstandard

from injury_series.outputs.progress import untold
from injury_series.outputs.store import Store
from injury_series.publishing.moved import for_caddy, for_nginx
from injury_series.publishing.staging import site_files, stage
from tests.sites import snapshot

LONG = "<!doctype html>" + "".join(f"<p>Mile {mile} was long." for mile in range(200))
UNPACK = {
    ".gz": gzip.decompress,
    ".br": brotli.decompress,
    ".zst": lambda content: zstandard.ZstdDecompressor().decompress(content),
}


def an_output(root: Path, **more: str) -> Path:
    output = root / "output"
    files = {
        "index.html": LONG,
        "posts/fall/index.html": "<!doctype html>Short.",
        "images/x.png": LONG,
        **more,
    }
    for path, text in files.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(text, encoding="utf-8")
    return output


def staged(output: Path, folder: Path, store: Path, *, compressed: bool = True) -> dict[str, bytes]:
    stage(output, folder, compressed=compressed, store=Store(store), tell=untold)
    return snapshot(folder)


def test_texts_of_some_size_have_copies_that_unpack_to_them(tmp_path: Path) -> None:
    files = staged(an_output(tmp_path), tmp_path / "staged", tmp_path / "store")
    packed = [f"index.html{ending}" for ending in (".br", ".gz", ".zst")]
    assert sorted(files) == ["images/x.png", "index.html", *packed, "posts/fall/index.html"]
    for ending, unpack in UNPACK.items():
        assert unpack(files[f"index.html{ending}"]) == LONG.encode()
        assert len(files[f"index.html{ending}"]) < len(LONG) / 4
    assert list(site_files(tmp_path / "staged")) == ["images/x.png", "index.html", "posts/fall/index.html"]


def test_a_host_that_compresses_by_itself_gets_the_files_alone(tmp_path: Path) -> None:
    output = an_output(tmp_path, _redirects="/old/ /new/ 301\n")
    assert staged(output, tmp_path / "staged", tmp_path / "store", compressed=False) == snapshot(output)


def test_the_same_site_is_staged_as_the_same_bytes_and_linked_not_copied(tmp_path: Path) -> None:
    output = an_output(tmp_path)
    first = staged(output, tmp_path / "one", tmp_path / "store")
    assert staged(output, tmp_path / "two", tmp_path / "other store") == first
    before = {path: path.stat().st_ino for path in (tmp_path / "one").rglob("*")}
    staged(output, tmp_path / "one", tmp_path / "store")
    assert {path: path.stat().st_ino for path in (tmp_path / "one").rglob("*")} == before, (
        "nothing is laid anew"
    )
    assert (tmp_path / "one/index.html").samefile(output / "index.html")


def test_what_a_staging_that_was_cut_off_left_is_mended(tmp_path: Path) -> None:
    output, folder = an_output(tmp_path), tmp_path / "staged"
    wanted = staged(output, folder, tmp_path / "store")
    (folder / "index.html.br").unlink()
    (folder / "index.html").unlink()
    (folder / "index.html").write_text("half of a p", encoding="utf-8")
    (folder / "posts/fall/index.html").unlink()
    (folder / "posts/fall/index.html").mkdir()
    (folder / "drafts/gone").mkdir(parents=True)
    (folder / "drafts/gone/index.html").write_text("A draft.", encoding="utf-8")
    (folder / "link").symlink_to(output, target_is_directory=True)
    assert staged(output, folder, tmp_path / "store") == wanted
    assert sorted(path.name for path in folder.iterdir()) == [
        "images", "index.html", "index.html.br", "index.html.gz", "index.html.zst", "posts"
    ]  # fmt: skip
    assert snapshot(output).keys() == {"index.html", "posts/fall/index.html", "images/x.png"}
    assert (output / "index.html").read_text(encoding="utf-8") == LONG


def test_old_addresses_are_written_for_servers_so_that_no_sign_means_more(tmp_path: Path) -> None:
    lines = "/old/fall.html /posts/fall/ 301\n/h%C3%BCft-weh/ /posts/fall/ 301\n"
    files = staged(an_output(tmp_path, _redirects=lines), tmp_path / "staged", tmp_path / "store")
    for_both = ['"~^/old/fall\\x2ehtml$" "/posts/fall/"', '"~^/hüft\\x2dweh/$" "/posts/fall/"']
    assert (
        files["_redirects.nginx"].decode() == for_nginx(lines) == "".join(f"{line};\n" for line in for_both)
    )
    assert files["_redirects.caddy"].decode() == for_caddy(lines) == "".join(f"{line}\n" for line in for_both)
