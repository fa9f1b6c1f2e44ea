"""Check what posts say of the same treatments and diagnoses: one name for one thing, no circle of causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from injury_series.errors import Fault
from injury_series.source.headers import PostHeader
from injury_series.source.references import Loaded
from injury_series.story.slugs import slugify


def check_treatments(posts: Iterable[Loaded[PostHeader]]) -> Iterator[Fault]:
    """Yield every treatment that is spelled in two ways which make one address."""
    taken: dict[str, tuple[str, str]] = {}
    for post in posts:
        file = post.document.file
        for number, treatment in enumerate(post.header.treatments):
            if treatment.slug:
                continue
            name, other = taken.setdefault(slugify(treatment.name), (treatment.name, file))
            if name != treatment.name:
                line, field = post.line("treatments", number, "name"), f"treatments[{number + 1}].name"
                problem = f'"{treatment.name}" and "{name}" in {other} make one address.'
                hint = "Write both alike, or give one of them a slug of its own."
                yield Fault(file, line, field, problem, hint=hint)


def check_diagnoses(posts: Iterable[Loaded[PostHeader]]) -> Iterator[Fault]:
    """Yield every `replaced-by` that names no diagnosis of the series, or leads back to where it began."""
    posts = list(posts)
    known = tuple(sorted({diagnosis.name for post in posts for diagnosis in post.header.diagnoses}))
    replaced: dict[str, str] = {}
    for post in posts:
        for number, diagnosis in enumerate(post.header.diagnoses):
            other = diagnosis.replaced_by
            if other is None:
                continue
            replaced.setdefault(diagnosis.name, other)
            line = post.line("diagnoses", number, "replaced-by")
            file, field = post.document.file, f"diagnoses[{number + 1}].replaced-by"
            if other not in known:
                yield Fault(file, line, field, f'"{other}" is not a diagnosis.', other, known)
            circle = _circle(diagnosis.name, other, replaced)
            if circle:
                problem = f"These diagnoses replace each other in a circle: {' -> '.join(circle)}."
                yield Fault(file, line, field, problem)


def _circle(name: str, other: str, replaced: dict[str, str]) -> tuple[str, ...]:
    """Return the names by which `name`, replaced by `other`, comes back to itself, or nothing."""
    path = [name]
    while other not in path:
        path.append(other)
        if other not in replaced:
            return ()
        other = replaced[other]
    return (*path, name) if other == name else ()
