"""Read the settings file: as Pelican reads it, with what is wrong in a sentence."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from injury_series.errors import SettingsError

_PLUGIN = "injury_series.plugin"


def read_conf(conf: Path, override: Mapping[str, Any]) -> dict[str, Any]:
    """Return Pelican's settings as the file `conf` has them, with `override` in place of its own.

    Raises SettingsError where the file is not there, cannot be read, or leaves this plugin out.
    """
    if not conf.is_file():
        raise SettingsError(f"{conf.name} is not there. It holds the settings of the site.")
    try:
        with _as_written(conf.resolve().parent):
            settings: dict[str, Any] = read_settings(str(conf), override=dict(override))
    except Exception as error:
        raise SettingsError(_unreadable(conf, error)) from error
    if _PLUGIN not in [getattr(plugin, "__name__", "") for plugin in settings.get("PLUGINS") or ()]:
        raise SettingsError(f"{conf.name}: PLUGINS must hold the module {_PLUGIN} itself, not its name.")
    return settings


@contextmanager
def _as_written(folder: Path) -> Iterator[None]:
    """Let Python read what lies in a folder as it is now, also if it has read it before.

    It tells by the size and the second of a file whether byte-code is made of it: two edits in a second are
    one to it. And what settings import is read once in a process, as a preview is.
    """
    before, kept_in, unkept = set(sys.modules), sys.pycache_prefix, sys.dont_write_bytecode
    sys.pycache_prefix, sys.dont_write_bytecode = str(folder / ".cache" / "nothing"), True
    try:
        yield
    finally:
        sys.pycache_prefix, sys.dont_write_bytecode = kept_in, unkept
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None)
            if file and Path(file).parent == folder:
                del sys.modules[name]


def _unreadable(conf: Path, error: Exception) -> str:
    """Return, in a sentence, why a settings file cannot be used, with the line where that is known."""
    if "specify a path" in str(error):
        return f"{conf.name}: PATH names the folder of the content, and there is no such folder."
    own = conf.resolve()
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if Path(frame.filename).resolve() == own]
    line = getattr(error, "lineno", None) or (lines[-1] if lines else None)
    place = f"{conf.name}:{line}" if line else conf.name
    return f"{place}: the settings cannot be read: {type(error).__name__}: {error}"
