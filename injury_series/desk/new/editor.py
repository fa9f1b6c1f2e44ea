"""Open a file in the writer's editor, where one is set."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping


def open_in_editor(path: str, surroundings: Mapping[str, str]) -> str:
    """Open `path` in $VISUAL or $EDITOR and wait for it; return what went wrong, or nothing."""
    name = next((name for name in ("VISUAL", "EDITOR") if surroundings.get(name, "").strip()), "")
    if not name:
        return ""
    said = surroundings[name].strip()
    try:
        command = shlex.split(said, posix=os.name == "posix")
        program = shutil.which(command[0], path=surroundings.get("PATH")) or command[0]
        code = subprocess.call([program, *command[1:], path])
    except ValueError:
        return f"${name} is {said}, which has a quote that does not end. {_stays(path)}"
    except OSError as error:
        return f'The editor "{said}" (${name}) could not be started: {error.strerror}. {_stays(path)}'
    return f'The editor "{said}" (${name}) ended with code {code}. {_stays(path)}' if code else ""


def _stays(path: str) -> str:
    return f"The file is there all the same: {path}"
