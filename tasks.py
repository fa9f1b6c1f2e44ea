"""The tasks of this project: `python3 tasks.py` lists them, and needs nothing but Python and git."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file must tell an old Python so, and therefore parse there
    sys.exit("This project needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - Python may not
    from injury_series.desk.entrance import enter

    raise SystemExit(enter(sys.argv[1:]))

from invoke import Context, Exit, task

from injury_series.desk.words import words_given


@task(help={"port": "where to serve it on this machine (8000)"})
def preview(c: Context, port: str = "8000") -> None:
    """Build the site, show it on this machine and refresh the browser at each edit.

    Example: python3 tasks.py preview --port 8080
    """
    from injury_series.desk.preview import run

    _end(run(port))


@task(
    help={
        "publish": "as readers get it: with the settings of publishconf.py, through the gate",
        "verify": "then make all of it once more, and compare",
    }
)
def build(c: Context, publish: bool = False, verify: bool = False) -> None:
    """Build the site into output/; what has not changed since the last build stays as it is.

    Example: python3 tasks.py build
    """
    from injury_series.desk.building import run

    _end(run(publish, verify=verify))


@task(help={"dry-run": "only show what would be added, changed and removed"})
def publish(c: Context, dry_run: bool = False) -> None:
    """Build the site, look for anything private, and send what differs to where publishconf.py says.

    Example: python3 tasks.py publish --dry-run
    """
    from injury_series.desk.publishing import run_publish

    _end(run_publish(dry_run=dry_run))


@task(
    positional=words_given(sys.argv[1:], "rollback"),
    help={"back": "how many releases to go back (1); also as the first word"},
)
def rollback(c: Context, back: str | None = None) -> None:
    """Let readers get an earlier release again; `releases` lists them.

    Example: python3 tasks.py rollback 2
    """
    from injury_series.desk.publishing import run_rollback

    _end(run_rollback(back or "1"))


@task
def releases(c: Context) -> None:
    """List what was published, the newest first.

    Example: python3 tasks.py releases
    """
    from injury_series.desk.publishing import run_releases

    _end(run_releases())


@task
def verify(c: Context) -> None:
    """Read the published site back, and compare it with what was built into output/.

    Example: python3 tasks.py verify
    """
    from injury_series.desk.publishing import run_verify

    _end(run_verify())


@task(
    positional=words_given(sys.argv[1:]),
    iterable=["provider"],
    auto_shortflags=False,
    help={
        "what": "post, phase or provider; also as the first word",
        "title": "the title of a post or phase, the name of a provider; also as the second word, in quotes",
        "phase": "post: the phase that it is in, a file's name in content/phases/",
        "provider": "post: a provider it tells of, a file's name in content/providers/; once for each",
        "date": "post: the day on which it comes out (today)",
        "happened": "post, phase: when it took place: 2019, 2019-04, 2019-autumn, 2019-04 to 2019-08",
        "summary": "post, phase: one or two sentences for lists",
        "order": "phase: its place among the phases (after the last)",
        "name": "provider: the person's or practice's name",
        "role": "provider: what they are to you",
        "kind": "provider: physician, physiotherapist, chiropractor or other (other)",
        "shown": "provider: what readers see: name, role or alias (name)",
        "alias": "provider: what stands in place of the name, with --shown alias",
    },
)
def new(
    c: Context,
    what: str | None = None,
    title: str | None = None,
    phase: str | None = None,
    provider: list[str] | None = None,
    date: str | None = None,
    happened: str | None = None,
    summary: str | None = None,
    order: str | None = None,
    name: str | None = None,
    role: str | None = None,
    kind: str | None = None,
    shown: str | None = None,
    alias: str | None = None,
) -> None:
    """Write a new post, phase or provider; in a terminal it asks for what is not given.

    Example: python3 tasks.py new post "The first run"
    Example: python3 tasks.py new phase "Setback"
    Example: python3 tasks.py new provider "Dr. Ada Okafor" --role "Knee surgeon" --shown role
    """
    from injury_series.desk.new.task import run

    post = {"phase": phase, "provider": provider or None, "date": date, "happened": happened}
    of_all = {"title": title, **post, "summary": summary, "order": order}
    of_all |= {"name": name, "role": role, "kind": kind, "shown": shown, "alias": alias}
    _end(run(what or "", {flag: value for flag, value in of_all.items() if value is not None}))


@task(
    name="import",
    positional=words_given(sys.argv[1:], "import"),
    auto_shortflags=False,
    help={
        "what": "where it comes from: wordpress; also as the first word",
        "file": "the file that WordPress made (Tools, Export); also as the second word",
        "uploads": "the folder wp-content/uploads of the old site, for its pictures",
        "phase": "the phase of the posts, a file's name in content/phases/",
        "phases": "a file that says which category is which phase, a line each: knee-surgery: repair",
        "dry-run": "say what would be made, and write nothing",
    },
)
def import_(
    c: Context,
    what: str | None = None,
    file: str | None = None,
    uploads: str | None = None,
    phase: str | None = None,
    phases: str | None = None,
    dry_run: bool = False,
) -> None:
    """Bring in posts, pages, pictures and comments from a WordPress export; what is there stays as it is.

    What becomes of each thing: docs/importing.md.

    Example: python3 tasks.py import wordpress my-export.xml --uploads wp-content/uploads
    Example: python3 tasks.py import wordpress my-export.xml --phases phases.yaml --dry-run
    """
    from injury_series.desk.importing.task import run

    given = {"uploads": uploads, "phase": phase, "phases": phases}
    said = {flag: value for flag, value in given.items() if value is not None}
    _end(run(what or "", file or "", said, dry_run=dry_run))


@task(
    positional=words_given(sys.argv[1:], "comments"),
    auto_shortflags=False,
    help={
        "what": "list, show, accept, refuse, edit-name, remove, read, pull-isso, pull-fediverse or notify; "
        "without it, all that waits is shown in turn, with a key for each decision",
        "which": "show, accept, refuse, edit-name, remove: a comment, as `comments list` calls it; "
        "read: an mbox, a Maildir, an .eml (the IMAP mailbox); pull-isso: Isso's database (its server)",
        "name": "edit-name: the new name, in quotes",
    },
)
def comments(c: Context, what: str | None = None, which: str | None = None, name: str | None = None) -> None:
    """Take in what readers answered, and let it in or turn it away; nothing is published before that.

    How replies come in, and what is kept of them: docs/comments.md.

    Example: python3 tasks.py comments
    Example: python3 tasks.py comments read replies.mbox
    Example: python3 tasks.py comments accept setback/ann-2020-01-05
    Example: python3 tasks.py comments remove setback/ann-2020-01-05
    """
    from injury_series.desk.comments.task import run

    _end(run(what or "", which or "", name or ""))


@task
def schema(c: Context) -> None:
    """Write what editors read anew: the schema of the front matter, and the snippets for VS Code.

    Example: python3 tasks.py schema
    """
    from injury_series.desk.editor_files import run

    _end(run())


@task(
    help={
        "json": "write JSON, for editors",
        "online": "look at links to other sites too, which takes a while",
    },
    auto_shortflags=False,
)
def check(c: Context, json: bool = False, online: bool = False) -> None:
    """Say all that is wrong in the story, and what could be better; output/ stays as it is.

    It ends with 1 where there is an error; advice alone is no error. What each kind means: docs/check.md.

    Example: python3 tasks.py check
    Example: python3 tasks.py check --online
    Example: python3 tasks.py check --json
    """
    from injury_series.desk.check.task import run

    _end(run(json, online))


@task(help={"k": "only tests whose names match, as pytest's -k", "path": "only tests below this path"})
def test(c: Context, k: str = "", path: str = "") -> None:
    """Run every test, or those asked for.

    Example: python3 tasks.py test -k fuzzy
    """
    from injury_series.desk.development import run_tests

    _end(run_tests(k, path))


@task(
    help={
        "rounds": "how often each is measured (5)",
        "sizes": "how many posts (100,1000,5000)",
        "only": "only these: ours, pelican, hugo, eleventy, or a scenario",
    },
    auto_shortflags=False,
)
def bench(c: Context, rounds: str = "5", sizes: str = "100,1000,5000", only: str = "") -> None:
    """Measure how fast this is beside plain Pelican, Hugo and Eleventy; it takes an hour or more.

    The figures go to docs/performance.md, of every size that was measured whole.

    Example: python3 tasks.py bench --rounds 3 --sizes 100,1000
    """
    from injury_series.desk.development import run_tool

    _end(run_tool("tests.bench", "--rounds", rounds, "--sizes", sizes, *(["--only", only] if only else [])))


@task
def golden(c: Context) -> None:
    """Write the golden pages anew from what is built now; look through the changes before committing them.

    Example: python3 tasks.py golden && git diff tests/golden
    """
    from injury_series.desk.development import run_tool

    os.environ["UPDATE_GOLDEN"] = "1"
    _end(run_tool("pytest", "tests/golden"))


@task(help={"fix": "mend what can be mended by itself first"})
def lint(c: Context, fix: bool = False) -> None:
    """Check style and types: ruff and mypy.

    Example: python3 tasks.py lint --fix
    """
    from injury_series.desk.development import run_lint

    _end(run_lint(fix=fix))


@task(help={"upgrade": "take the newest versions that pyproject.toml allows"})
def lock(c: Context, upgrade: bool = False) -> None:
    """Write the locks anew from pyproject.toml: exact versions with their hashes, for every system.

    Example: python3 tasks.py lock --upgrade
    """
    from injury_series.desk.development import write_locks

    _end(write_locks(upgrade=upgrade))


def _end(code: int) -> None:
    """End the task with an exit code that is not 0."""
    if code:
        raise Exit(code=code)
