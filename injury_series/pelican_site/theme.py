"""Say plainly what is wrong with a template: where, and what it asks for."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from pelican.generators import PelicanTemplateNotFound

from injury_series.errors import Fault, InjurySeriesError


@contextmanager
def theme_faults() -> Iterator[None]:
    """Raise what Jinja says of a template as an InjurySeriesError with the template's file and line."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise InjurySeriesError(str(_fault(error.filename, error.lineno, error.message))) from error
    except (TemplateNotFound, PelicanTemplateNotFound) as error:
        said = str(error).partition(" not found in search path")[0]
        raise InjurySeriesError(f"theme/templates: a template is missing: {said}") from error
    except TemplateError as error:
        frames = traceback.extract_tb(error.__traceback__)
        places = [frame for frame in frames if frame.filename.endswith(".html")]
        name, line = (places[-1].filename, places[-1].lineno) if places else ("", 0)
        raise InjurySeriesError(str(_fault(name, line, error.message))) from error


def _fault(filename: str | None, line: int | None, message: str | None) -> Fault:
    path = Path(filename or "theme/templates")
    parts = path.parts[path.parts.index("templates") :] if "templates" in path.parts else (path.name,)
    return Fault("/".join(("theme", *parts)), line or 0, "", f"{message}.")
