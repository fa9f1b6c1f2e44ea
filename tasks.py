"""The tasks of this project: `python3 tasks.py` lists them, and needs nothing but Python and git."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file must tell an old Python so, and therefore parse there
    sys.exit("This project needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - Python may not
    from injury_series.desk.environment import enter

    raise SystemExit(enter(sys.argv[1:]))

from invoke import Context, Exit, task


@task(help={"port": "where to serve it on this machine (8000)"})
def preview(c: Context, port: str = "8000") -> None:
    """Build the site, show it on this machine and refresh the browser at each edit.

    Example: python3 tasks.py preview --port 8080
    """
    from injury_series.desk.preview import run

    _end(run(port))


@task(help={"publish": "with the settings of publishconf.py"})
def build(c: Context, publish: bool = False) -> None:
    """Build the site into output/.

    Example: python3 tasks.py build
    """
    from injury_series.desk.building import run

    _end(run(publish))


@task(help={"k": "only tests whose names match, as pytest's -k", "path": "only tests below this path"})
def test(c: Context, k: str = "", path: str = "") -> None:
    """Run every test, or those asked for.

    Example: python3 tasks.py test -k fuzzy
    """
    some = [*(["-k", k] if k else []), *([path] if path else [])]
    _end(_tool("pytest", *(some or ["-n", "auto", "--dist", "loadfile"])))


@task
def golden(c: Context) -> None:
    """Write the golden pages anew from what is built now; look through the changes before committing them.

    Example: python3 tasks.py golden && git diff tests/golden
    """
    os.environ["UPDATE_GOLDEN"] = "1"
    _end(_tool("pytest", "tests/golden"))


@task(help={"fix": "mend what can be mended by itself first"})
def lint(c: Context, fix: bool = False) -> None:
    """Check style and types: ruff and mypy.

    Example: python3 tasks.py lint --fix
    """
    mended = [_tool("ruff", "check", "--fix", "."), _tool("ruff", "format", ".")] if fix else []
    _end(*mended, _tool("ruff", "check", "."), _tool("ruff", "format", "--check", "."), _tool("mypy"))


@task(help={"upgrade": "take the newest versions that pyproject.toml allows"})
def lock(c: Context, upgrade: bool = False) -> None:
    """Write both locks anew from pyproject.toml: exact versions with their hashes, for every system.

    Example: python3 tasks.py lock --upgrade
    """
    resolve = ["uv", "pip", "compile", "--quiet", *(["--upgrade"] if upgrade else []), "pyproject.toml"]
    resolve += ["--group", "build"]
    _end(_tool(*resolve, "--output-file", "requirements.lock"))
    resolve += ["--group", "dev", "--constraint", "requirements.lock"]  # the same packages, and more
    _end(_tool(*resolve, "--output-file", "requirements-dev.lock"))


def _tool(*command: str) -> int:
    """Run a tool of development in this environment, added first if need be; return its exit code."""
    from injury_series.desk.environment import HERE, prepare, run

    _end(prepare(HERE, tools=True))
    print("$", *command, flush=True)
    return run([sys.executable, "-m", *command])


def _end(*codes: int) -> None:
    """End the task with the first exit code that is not 0, if any."""
    code = next(filter(None, codes), 0)
    if code:
        raise Exit(code=code)
