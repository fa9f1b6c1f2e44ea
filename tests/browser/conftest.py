"""A site with everything in it, built once and served; pages in the four ways in which readers see them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from injury_series.pelican_site.build import build
from tests.serving import served
from tests.sites import REPOSITORY, settled

EVERYTHING = """---
title: Everything that Markdown can do, in one long title with an incomprehensibilities-sized word
date: 2020-03-01
phase: setback
summary: One of each thing that a body can hold.
status: published
content-notes:
  - Needles
discussions:
  - site: A forum
    url: https://forum.example/1
disclosure: None.
image:
  src: images/Tall One.JPG
  alt: A hill
  caption: As tall as the screen lets it.
---
A paragraph with *emphasis*, **weight**, `code`, an [outside link](https://example.org/a/rather/long/address/that/goes/on)
and a footnote.[^1] The MRI was clear.

*[MRI]: Magnetic resonance imaging

## A heading

> A quotation that is long enough to run over more than one line on a phone, and to show how it is set in.

1. First
2. Second
    - Nested

Term
: Its meaning.

| Treatment | Sessions | Result |
|:--|--:|:-:|
| Dry needling, several sessions long | 12 | some |
| Cupping | 3 | none |

### A smaller heading

!!! note "Take care"
    An admonition.

```python
def miles(week: int) -> float:
    # a comment
    return 1.5 * week if week else 0.0  # and a very long line of code that goes on and on beyond the margin
```

![A wide hill](images/wide.jpg "A caption that is long enough to run over more than one line on a phone.")

Text with ![a dot](images/dot.png) in it, and

[![All of a long screen](images/long.png)](phase:setback)

[^1]: The footnote itself.
"""


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real story with one post more, a deep thread under it, and a phase of two pages."""
    root = tmp_path_factory.mktemp("site")
    shutil.copytree(REPOSITORY / "content", root / "content")
    conf = (REPOSITORY / "pelicanconf.py").read_text(encoding="utf-8")
    conf = conf.replace('THEME = "theme"', f"THEME = {str(REPOSITORY / 'theme')!r}")
    settled(root, conf.replace("PAGINATION = 10", "PAGINATION = 1"))
    (root / "content/posts/everything.md").write_text(EVERYTHING, encoding="utf-8")
    thread = root / "content/comments/everything"
    thread.mkdir(parents=True)
    for n in range(1, 13):
        reply_to = f"reply-to: c{n - 1}\n" if n > 1 else ""
        by_writer = "by-writer: true\n" if n % 2 == 0 else ""
        text = (
            f"---\nauthor: Reader {n}\ndate: 2020-03-{n:02}\n{reply_to}{by_writer}---\n" + "Some words. " * 12
        )
        (thread / f"c{n}.md").write_text(text, encoding="utf-8")
    a_photo((1300, 1900)).save(root / "content/images/Tall One.JPG", "JPEG")
    a_photo((1300, 500)).save(root / "content/images/wide.jpg")
    a_photo((300, 900)).save(root / "content/images/long.png")
    Image.new("RGBA", (20, 20), (200, 60, 40, 90)).save(root / "content/images/dot.png")
    return root


def a_photo(size: tuple[int, int]) -> Image.Image:
    """Return a photo of soft hills in many colours."""
    spots = Image.frombytes("RGB", (13, 19), Random(3).randbytes(3 * 13 * 19))
    return spots.resize(size, Image.Resampling.BICUBIC)


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Serve the site at the address that it is built for, and yield that address."""
    output = site_folder / "output"
    output.mkdir()
    with served(output) as address:
        build(site_folder / "pelicanconf.py", site_folder / "made", site_url=address)
        shutil.copytree(site_folder / "made", output, dirs_exist_ok=True)
        yield address
