"""What people and programs write as arguments, as GraphQL takes it."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from typing import Any

from .answers import Currency, Money
from .errors import ArgumentError
from .uses import Day, Names, Use, parse_use

ID = re.compile(r"0x[0-9a-f]{64}")


def parse_asset_id(text: str) -> str:
    """:raises ArgumentError:"""
    if not isinstance(text, str) or not ID.fullmatch(text.lower()):
        raise ArgumentError("asset", f"{text!r} is no asset id, which is 0x and 64 hex digits.")
    return text.lower()


def parse_concept(text: str) -> dict[str, str]:
    """As GraphQL takes it (``TermFilter``). :raises ArgumentError:"""
    vocabulary, slash, code = text.partition("/")
    if not (vocabulary and slash and code):
        raise ArgumentError("concept", "must be a vocabulary and a code, such as technique/batik.")
    return {"vocabulary": vocabulary, "code": code}


def whole_use(
    media: Names | None,
    territories: Names | None,
    first_day: Day | None,
    last_day: Day | None,
) -> Use | None:
    """All of a use, or none of it. :raises ArgumentError:"""
    if media is None and territories is None and first_day is None and last_day is None:
        return None
    if media is None or territories is None or first_day is None or last_day is None:
        raise ArgumentError("media", "goes with territories, first_day and last_day. Give all four, or none.")
    return parse_use(media, territories, first_day, last_day)


def parse_money(argument: str, text: str, currencies: tuple[Currency, ...]) -> Money:
    """``1200 CNY`` or ``0.50 CNY`` in one of the platform's currencies. :raises ArgumentError:"""
    match = re.fullmatch(r"(0|[1-9][0-9]*)(?:\.([0-9]+))? ([A-Z][A-Z0-9]*)", text)
    names = " or ".join(currency.symbol for currency in currencies)
    if match is None:
        raise ArgumentError(argument, f'{text!r} is not an amount such as "1200 CNY".')
    whole, fraction, symbol = match.group(1), match.group(2) or "", match.group(3)
    for currency in currencies:
        if currency.symbol != symbol:
            continue
        if len(fraction) > currency.decimals:
            raise ArgumentError(argument, f"{symbol} has at most {currency.decimals} decimals.")
        return Money(int(whole + fraction.ljust(currency.decimals, "0")), currency)
    raise ArgumentError(argument, f"{symbol} is not accepted here; use {names}.")


def batch_of(question: dict[str, Any]) -> str:
    """What is repeated after an end is one question; another day asks anew."""
    day = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    text = json.dumps([day, question], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:48]
