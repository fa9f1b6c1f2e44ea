"""Keep templates as Jinja has compiled them, from one build to the next."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from injury_series.outputs.versions import code_version

COMPILED = ".cache/templates"
"""Where they are kept, beside the content."""


class Compiled(BytecodeCache):
    """Keep compiled templates in a folder that can be deleted at any time; a damaged one is made again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            content = self._path(bucket).read_bytes()
            if self._sum(content[32:]) == content[:32]:
                bucket.bytecode_from_string(content[32:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        content = bucket.bytecode_to_string()
        path = self._path(bucket)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(f".{os.getpid()}")
            aside.write_bytes(self._sum(content) + content)
            aside.replace(path)

    def _sum(self, content: bytes) -> bytes:
        return sha256(code_version().encode() + content).digest()

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key
