"""The kinds of value that front matter knows, each read from the text that the writer wrote."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from injury_series.story.dates import (
    HOW_TO_WRITE,
    PARTS_OF_YEAR,
    FuzzyDate,
    FuzzyDateError,
    parse_fuzzy_date,
)
from injury_series.story.slugs import slugify

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ADDRESS = re.compile(r"/[\w/.~%-]*")


def key(means: str, example: str = "", default: Any = ...) -> Any:
    """Return a key of front matter: what it means, an example, and what holds where it is left out.

    The schema, the new files and the snippets of an editor all say it in these words.
    """
    return Field(default, description=means, examples=[example] if example else None)


def fault(problem: str, key: str = "") -> PydanticCustomError:
    """Return the error that puts a plain sentence into a message, on the line of `key` in its group."""
    return PydanticCustomError("plain", "{problem}", {"problem": problem, **({"key": key} if key else {})})


def _text_only(value: Any) -> str:
    if not isinstance(value, str):
        raise fault("Expected one text here, not a list or a group of keys.")
    return value.strip()


def _flag(value: Any) -> bool:
    text = _text_only(value)
    if text not in ("true", "True", "TRUE", "false", "False", "FALSE"):
        raise fault(f'"{text}" is neither true nor false.')
    return text.lower() == "true"


def _integer(value: Any) -> int:
    text = _text_only(value)
    if not re.fullmatch(r"\d{1,6}", text):
        raise fault(f'"{text}" is not a whole number, 0 or more.')
    return int(text)


def _fuzzy_date(value: Any) -> FuzzyDate:
    try:
        return parse_fuzzy_date(_text_only(value))
    except FuzzyDateError as error:
        raise fault(str(error)) from error


def _moment(value: Any) -> datetime:
    text = _text_only(value).strip()
    match = _DATE.fullmatch(text)
    if not match:
        raise fault(
            f'"{text}" is not a date of publishing. Write a day, or a day and a time: 2019-12-01 18:30.'
        )
    try:
        day = date.fromisoformat(match[1])
        hour = (
            time.fromisoformat(match[2].zfill(5) if len(match[2]) < 6 else match[2].zfill(8))
            if match[2]
            else time()
        )
    except ValueError:
        raise fault(f'"{text}" is a date that is in no calendar.') from None
    return datetime.combine(day, hour)


def _number_range(value: Any) -> tuple[Decimal, Decimal]:
    text = _text_only(value).strip()
    numbers = [number.strip() for number in text.split(" to ")]
    if len(numbers) > 2 or not all(_NUMBER.fullmatch(number) for number in numbers):
        raise fault(f'"{text}" is not a number. Write 3, 2.5, or the low and the high: 2 to 3.')
    low, high = Decimal(numbers[0]), Decimal(numbers[-1])
    if low > high:
        raise fault(f'"{text}" begins with the higher number. Write "{high} to {low}".')
    return low, high


def _web_address(value: Any) -> str:
    text = _text_only(value).strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"]", text)
    except ValueError:
        good = False
    if not good:
        raise fault(f'"{text}" is not a web address. It begins with https:// or http://.')
    return text


def _own_slug(value: Any) -> str:
    text = _text_only(value).strip()
    if not slugify(text):
        raise fault(f'"{text}" cannot be in an address. Write small letters, digits and hyphens.')
    if slugify(text) != text:
        raise fault(
            f'"{text}" cannot be in an address. Write small letters, digits and hyphens: "{slugify(text)}".'
        )
    return text


def _old_address(value: Any) -> str:
    text = _text_only(value).strip()
    if not _ADDRESS.fullmatch(text) or ".." in text:
        raise fault(
            f'"{text}" is not an address of this site. It begins with "/", such as /2019/12/setback/.'
        )
    return text


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _written(pattern: str, error: str, *also: str, **more: Any) -> WithJsonSchema:
    """Say to an editor how a value is written; `also` are types that YAML may take it for."""
    types = ["string", *also] if also else "string"
    return WithJsonSchema(
        {"type": types, "pattern": rf"^\s*{pattern}\s*$", "patternErrorMessage": error, **more}
    )


_POINT = (
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?"
    rf"|-({'|'.join(PARTS_OF_YEAR)}))?"
)
_AMOUNT = r"-?[0-9]+(\.[0-9]+)?"
_LETTERS = r"[^\s!-/:-@A-Z\[-`{-~]+"

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}

_AS_TEXT = WithJsonSchema(_TEXT)
_AS_TEXTS = WithJsonSchema({**_TEXT, "type": ["array", *_TEXT["type"]], "items": _TEXT})
_AS_FLAG = WithJsonSchema({"enum": [True, False, "true", "false"], "type": ["boolean", "string"]})
_AS_INTEGER = _written(
    "[0-9]{1,6}", "A whole number, 0 or more.", "integer", minimum=0, maximum=999999, examples=["1"]
)
_AS_COUNTED = _written(
    "0*[1-9][0-9]{0,5}", "A whole number, 1 or more.", "integer", minimum=1, maximum=999999, examples=["1"]
)
_AS_FUZZY = _written(
    f"{_POINT}( +to +{_POINT})?", HOW_TO_WRITE, "integer", minimum=1000, maximum=9999, examples=["2019-04"]
)
_AS_MOMENT = _written(
    "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?",
    "Write a day, or a day and a time: 2019-12-01 18:30.",
    examples=["2019-12-01"],
)
_AS_RANGE = _written(
    f"{_AMOUNT}( +to +{_AMOUNT})?",
    "Write 3, 2.5, or the low and the high: 2 to 3.",
    "number",
    examples=["3"],
)
_AS_WEB_ADDRESS = _written(
    r"https?://[^\s<>\"]+", "It begins with https:// or http://.", examples=["https://example.org/"]
)
_AS_SLUG = _written(
    f"{_LETTERS}(-{_LETTERS})*",
    "Write small letters, digits and hyphens.",
    "integer",
    minimum=0,
    examples=["the-first-run"],
)
_AS_OLD_ADDRESS = _written(
    r"/[^\s!-$&-,:-@\[-^`{-}]*",
    'It begins with "/", such as /2019/12/setback/.',
    examples=["/2019/12/setback/"],
)

Text = Annotated[str, BeforeValidator(_text_only), StringConstraints(min_length=1), _AS_TEXT]
Flag = Annotated[bool, BeforeValidator(_flag), _AS_FLAG]
Integer = Annotated[int, BeforeValidator(_integer), _AS_INTEGER]
Counted = Annotated[int, BeforeValidator(_integer), Field(ge=1), _AS_COUNTED]
Fuzzy = Annotated[FuzzyDate, BeforeValidator(_fuzzy_date), _AS_FUZZY]
Moment = Annotated[datetime, BeforeValidator(_moment), _AS_MOMENT]
NumberRange = Annotated[tuple[Decimal, Decimal], BeforeValidator(_number_range), _AS_RANGE]
WebAddress = Annotated[str, BeforeValidator(_web_address), _AS_WEB_ADDRESS]
OwnSlug = Annotated[str, BeforeValidator(_own_slug), _AS_SLUG]
OldAddress = Annotated[str, BeforeValidator(_old_address), _AS_OLD_ADDRESS]
Texts = Annotated[list[Text], BeforeValidator(_one_or_many), _AS_TEXTS]
