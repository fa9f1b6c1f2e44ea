"""Write a file of the writer's whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from injury_series.errors import InjurySeriesError

_PRIVATE = 0o600


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Write a text in one step, in place of what stands there; a `private` file is its owner's alone.

    Raises InjurySeriesError where the disk does not take it; what was there before is then as it was.
    """
    aside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE if private else 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)  # noqa: PTH105 - Path.replace is the same, and hides that it is one step
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise InjurySeriesError(f"{path}: this cannot be written: {error.strerror}.") from error
