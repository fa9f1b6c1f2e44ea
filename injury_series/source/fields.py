"""The kinds of value that front matter knows, each read from the text that the writer wrote."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from injury_series.story.dates import FuzzyDate, FuzzyDateError, parse_fuzzy_date
from injury_series.story.slugs import slugify

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?))?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ADDRESS = re.compile(r"/[\w/.~%-]*")


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


Text = Annotated[str, BeforeValidator(_text_only), StringConstraints(min_length=1)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Integer = Annotated[int, BeforeValidator(_integer)]
Fuzzy = Annotated[FuzzyDate, BeforeValidator(_fuzzy_date)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
NumberRange = Annotated[tuple[Decimal, Decimal], BeforeValidator(_number_range)]
WebAddress = Annotated[str, BeforeValidator(_web_address)]
OwnSlug = Annotated[str, BeforeValidator(_own_slug)]
OldAddress = Annotated[str, BeforeValidator(_old_address)]
