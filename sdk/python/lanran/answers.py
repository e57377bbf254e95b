"""What the platform answers, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Callable, TypeVar

from .errors import Reason, UntrustworthyAnswerError

T = TypeVar("T")


@dataclass(frozen=True)
class Currency:
    """In which prices are named: the address of its contract, its name and digits after the point."""

    address: str
    symbol: str
    decimals: int


@dataclass(frozen=True)
class Money:
    """An amount in a token's smallest unit. ``str(money)`` is ``1200 TCNY``."""

    units: int
    currency: Currency

    def __str__(self) -> str:
        digits = str(self.units).rjust(self.currency.decimals + 1, "0")
        cut = len(digits) - self.currency.decimals
        whole, fraction = digits[:cut], digits[cut:]
        amount = whole if fraction.strip("0") == "" else f"{whole}.{fraction}"
        return f"{amount} {self.currency.symbol}"


@dataclass(frozen=True)
class FoundAsset:
    """An asset of the catalog, and why it was found."""

    id: str
    #: The institution's own number; None where it has none.
    identifier: str | None
    #: PATTERN, COSTUME or FILM.
    kind: str
    title_en: str | None
    title_zh: str | None
    #: Slug of the organization that answers for it.
    holder: str
    #: Whether it can be licensed today.
    on_sale: bool
    #: Sentences in English.
    why: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """The best of what a text finds."""

    total: int
    #: Whether the assets have all of the words; else they have the most of them.
    is_whole: bool
    assets: tuple[FoundAsset, ...]


@dataclass(frozen=True)
class Quote:
    """The priced answer to an exact use, or every reason why not."""

    ok: bool
    price: Money | None
    #: Number of the version that would be sold.
    version: int | None
    offer_id: str | None
    #: What a purchase commits to: the id of the license to be.
    terms_hash: str | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class RequestItem:
    """One asset of a request."""

    asset_id: str
    #: ASKED, ANSWERED, AGREED, BOUGHT, DECLINED, EXPIRED or WITHDRAWN.
    state: str
    price: Money | None
    license_id: str | None


@dataclass(frozen=True)
class Request:
    """What was asked of one holder and one community (docs/desk/requests.md)."""

    id: str
    #: USE, QUESTION or REVIEW.
    kind: str
    state: str
    #: Last day for answers.
    due_day: str
    #: Number of the last entry of its thread.
    last_entry: int
    items: tuple[RequestItem, ...] = field(default=())


def read(parse: Callable[[], T]) -> T:
    """What ``parse`` makes of an answer.

    :raises UntrustworthyAnswerError: when a member is missing or of another type
    """
    try:
        return parse()
    except (KeyError, TypeError, ValueError, AttributeError) as cause:
        raise UntrustworthyAnswerError(
            f"The platform's answer has another shape than this version of lanran knows ({cause!r}). "
            "Use the version of lanran that belongs to the platform."
        ) from cause


def money_of(value: Mapping[str, Any] | None, currencies: tuple[Currency, ...]) -> Money | None:
    """:raises ValueError: for a token that is none of the platform's currencies"""
    if value is None:
        return None
    for currency in currencies:
        if value["token"].lower() == currency.address.lower():
            return Money(int(value["amount"]), currency)
    raise ValueError(f"an amount in {value['token']}")


@dataclass(frozen=True)
class FoundPage:
    """A page of the catalog, its edges as they came."""

    total: int
    is_whole: bool
    edges: tuple[Any, ...]
    #: None after the last page.
    next_cursor: str | None


def found_page_of(data: Mapping[str, Any]) -> FoundPage:
    """:raises UntrustworthyAnswerError:"""

    def parse() -> FoundPage:
        page = data["assets"]
        info = page["pageInfo"]
        return FoundPage(
            total=int(page["totalCount"]),
            is_whole=page["isWhole"] is True,
            edges=tuple(page["edges"]),
            next_cursor=info["endCursor"] if info["hasNextPage"] else None,
        )

    return read(parse)


def found_assets_of(edges: list[Any]) -> tuple[FoundAsset, ...]:
    """:raises UntrustworthyAnswerError:"""
    return read(lambda: tuple(_found_asset_of(edge) for edge in edges))


def _found_asset_of(edge: Mapping[str, Any]) -> FoundAsset:
    node, parts = edge["node"], (edge["relevance"] or {}).get("parts", [])
    return FoundAsset(
        id=node["id"],
        identifier=node["identifier"],
        kind=node["kind"],
        title_en=node["title"]["en"],
        title_zh=node["title"]["zh"],
        holder=node["holder"]["slug"],
        on_sale=edge["sale"]["isNow"] is True,
        why=tuple(part["label"] for part in parts),
    )


def quote_of(value: Mapping[str, Any], currencies: tuple[Currency, ...]) -> Quote:
    reasons: list[Reason] = [Reason(r["code"], r["en"], r["zh"]) for r in value["reasons"]]
    version = value["version"]
    return Quote(
        ok=value["ok"] is True,
        price=money_of(value["price"], currencies),
        version=None if version is None else int(version["version"]),
        offer_id=value["offerId"],
        terms_hash=value["termsHash"],
        reasons=tuple(reasons),
    )


def request_of(value: Mapping[str, Any], currencies: tuple[Currency, ...]) -> Request:
    return Request(
        id=value["id"],
        kind=value["kind"],
        state=value["state"],
        due_day=value["dueDay"],
        last_entry=int(value["lastSequence"]),
        items=tuple(
            RequestItem(
                asset_id=item["assetId"],
                state=item["state"],
                price=None if item["terms"] is None else money_of(item["terms"]["price"], currencies),
                license_id=item["licenseId"],
            )
            for item in value["items"]
        ),
    )
