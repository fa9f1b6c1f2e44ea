"""Know every name that one file may use to mean another, also where that other file is faulty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from injury_series.errors import Fault

Kind: TypeAlias = Literal["post", "phase", "provider", "treatment"]


@dataclass(slots=True)
class Names:
    """Hold the names of posts (slugs), phases (slugs), providers (keys) and treatments (slugs), sorted."""

    post: list[str] = field(default_factory=list)
    phase: list[str] = field(default_factory=list)
    provider: list[str] = field(default_factory=list)
    treatment: list[str] = field(default_factory=list)

    def of(self, kind: Kind) -> tuple[str, ...]:
        """Return the names of one kind, each once, in order of the alphabet."""
        return tuple(sorted(set(getattr(self, kind))))

    def unknown(self, kind: Kind, name: str, file: str, line: int, field: str) -> Fault | None:
        """Return the fault of a name that nothing has, or None where it is known."""
        known = self.of(kind)
        if name in known:
            return None
        return Fault(file, line, field, f'"{name}" is not a {kind}.', name, known)
