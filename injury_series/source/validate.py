"""Hold front matter against the keys that its kind of file knows, and word every fault at once."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from injury_series.errors import ContentFaults, Fault
from injury_series.source.headers import Header
from injury_series.source.yaml_tree import Path, Value, YamlTree

HeaderT = TypeVar("HeaderT", bound=Header)


def validate(tree: YamlTree, model: type[HeaderT], file: str) -> HeaderT:
    """Return the front matter as `model` has it.

    Raises ContentFaults with every fault of the file, each with its line.
    """
    try:
        return model.model_validate(_with_blanks(tree.data))
    except ValidationError as error:
        faults = [_fault(detail, tree, model, file) for detail in error.errors(include_url=False)]
        raise ContentFaults(faults) from error


def _with_blanks(value: Value) -> Any:
    """Put an empty text where nothing was written, so that the field says so: it never means the default."""
    if isinstance(value, dict):
        return {key: _with_blanks(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_blanks(inner) for inner in value]
    return "" if value is None else value


def _fault(detail: ErrorDetails, tree: YamlTree, model: type[Header], file: str) -> Fault:
    path: Path = tuple(step for step in detail["loc"])
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    if "key" in context:
        path = (*path, str(context["key"]))
    line, name = tree.line(path), _field(path)
    if kind == "extra_forbidden":
        known = tuple(sorted(_keys(_group(model, path[:-1]))))
        return Fault(file, line, name, "This is not a key here.", str(path[-1]), known)
    if kind == "missing":
        return Fault(file, line, name, "This key is missing, and it is needed.")
    if isinstance(found, str) and not found.strip():
        return Fault(file, line, name, "This has no value.", hint="Give it one, or take the line out.")
    if kind == "enum":
        return _not_known(detail, file, line, name)
    return Fault(file, line, name, _sentence(detail))


def _not_known(detail: ErrorDetails, file: str, line: int, name: str) -> Fault:
    found, allowed = detail["input"], tuple(_choices(detail))
    if not isinstance(found, str):
        return Fault(file, line, name, "Expected one word here.", "", allowed)
    return Fault(file, line, name, f'"{found}" is not known here.', found, allowed)


def _sentence(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "plain":
        return str(context["problem"])
    if kind == "list_type":
        return 'Expected a list here: lines that begin with "- ".'
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return 'Expected a group of keys here: lines of "key: value", set in.'
    if kind == "greater_than_equal":
        return f'"{detail["input"]}" is too low: it counts from {context["ge"]}.'
    return f"{detail['msg']}."


def _field(path: Path) -> str:
    """Return the path as the writer would say it: `treatments[2].outcome`, counted from 1."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def _group(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the model of the group of keys at `path`."""
    for step in path:
        if isinstance(step, str):
            field = next(f for name, f in model.model_fields.items() if (f.alias or name) == step)
            model = _model_inside(field.annotation)
    return model


def _model_inside(annotation: Any) -> type[BaseModel]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(_model_inside(inner) for inner in get_args(annotation) if inner is not type(None))


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _choices(detail: ErrorDetails) -> list[str]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
