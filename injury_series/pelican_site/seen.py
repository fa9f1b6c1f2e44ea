"""Hand out the bodies of a story, and note which are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from markupsafe import Markup


class SeenBodies(Mapping[str, Markup]):
    """Pass on bodies by the names of their files, and note which are asked for."""

    def __init__(self, bodies: Mapping[str, Markup]) -> None:
        self.bodies = bodies
        self._seen: set[str] = set()

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """Yield the names that are asked for from now on, until the end of the block."""
        before, self._seen = self._seen, set()
        try:
            yield self._seen
        finally:
            before |= self._seen
            self._seen = before

    def __getitem__(self, name: str) -> Markup:
        self._seen.add(name)
        return self.bodies[name]

    def __iter__(self) -> Iterator[str]:
        self._seen |= self.bodies.keys()
        return iter(self.bodies)

    def __len__(self) -> int:
        self._seen |= self.bodies.keys()
        return len(self.bodies)

    def __reduce__(self) -> tuple[type[SeenBodies], tuple[Mapping[str, Markup]]]:
        return SeenBodies, ({},)  # the texts are kept elsewhere
