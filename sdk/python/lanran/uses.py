"""The use that is asked for: media × territories × first day – last day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Union

from .errors import ArgumentError

#: In the order of their bits (docs/formats.md, "Days, territories, media, rights").
MEDIA = (
    "THEATRICAL",
    "TELEVISION",
    "STREAMING",
    "SHORT_VIDEO",
    "GAME",
    "IMMERSIVE",
    "ADVERTISING",
    "PUBLISHING",
    "MERCHANDISE",
    "FASHION",
    "EXHIBITION",
    "EDUCATION",
    "RESEARCH",
    "MUSIC_STAGE",
    "SOFTWARE",
    "AI_TRAINING",
)

Names = Union[str, Iterable[str]]
Day = Union[str, datetime.date]

_TERRITORY = re.compile(r"[A-Z]{2}|BIT_2(?:49|5[0-5])")


@dataclass(frozen=True)
class Use:
    """An exact use. Days are ``YYYY-MM-DD`` in UTC; the last day is included."""

    media: tuple[str, ...]
    territories: tuple[str, ...]
    first_day: str
    last_day: str

    def variables(self) -> dict[str, Any]:
        """As GraphQL takes it (``UseInput``)."""
        return {
            "media": list(self.media),
            "territories": list(self.territories),
            "from": self.first_day,
            "to": self.last_day,
        }


def parse_use(media: Names, territories: Names, first_day: Day, last_day: Day) -> Use:
    """Reads a use.

    :param media: names such as ``streaming``, or ``ALL``, which leaves out AI_TRAINING; a list, or text with commas
    :param territories: ISO 3166-1 codes such as ``FR``, or ``WORLD`` alone
    :raises ArgumentError: naming the argument
    """
    first, last = parse_day("first_day", first_day), parse_day("last_day", last_day)
    if last < first:
        raise ArgumentError("last_day", f"{last} is before the first day, {first}. The last day is included.")
    return Use(_media(media), _territories(territories), first, last)


def parse_day(argument: str, value: Day) -> str:
    """A day as ``YYYY-MM-DD``.

    :raises ArgumentError: naming the argument
    """
    if isinstance(value, datetime.datetime):
        raise ArgumentError(argument, "must be a day, not a time. Give YYYY-MM-DD or a date.")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ArgumentError(argument, f"{value!r} is not a day such as 2027-01-31.")
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise ArgumentError(argument, f"{value!r} is not a day of the calendar.") from None


def split_names(argument: str, value: Names) -> tuple[str, ...]:
    """Names in capital letters, each once. :raises ArgumentError: when there is none"""
    parts = value.split(",") if isinstance(value, str) else list(value)
    names = tuple(dict.fromkeys(part.strip().upper() for part in parts if part.strip() != ""))
    if not names:
        raise ArgumentError(argument, "name at least one.")
    return names


def _media(value: Names) -> tuple[str, ...]:
    names = split_names("media", value)
    for name in names:
        if name != "ALL" and name not in MEDIA:
            raise ArgumentError("media", f"{name} is not ALL or one of {', '.join(MEDIA)}.")
    return names


def _territories(value: Names) -> tuple[str, ...]:
    names = split_names("territories", value)
    if "WORLD" in names and len(names) > 1:
        raise ArgumentError("territories", "WORLD stands alone. Leave out the others.")
    for name in names:
        if name != "WORLD" and not _TERRITORY.fullmatch(name):
            raise ArgumentError("territories", f"{name} is no ISO 3166-1 code of two letters, and not WORLD.")
    return names
