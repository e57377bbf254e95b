"""The platform as a pipeline uses it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from .answers import (
    Currency,
    Found,
    Quote,
    Request,
    found_assets_of,
    found_page_of,
    quote_of,
    read,
    request_of,
)
from .arguments import ID, batch_of, parse_asset_id, parse_concept, parse_money, whole_use
from .deliver import Delivery, OnClosed, OnFile, deliver
from .errors import ArgumentError, UntrustworthyAnswerError
from .frames import FrameRange
from .outage import OnWait
from .packages import Library
from .references import Reference
from .sign_in import read_key_file, sign_in
from .transport import Transport
from .uses import Day, Names, parse_day, parse_use, split_names
from .verification import Report, verify

DEFAULT_API = "http://127.0.0.1:4000"
_PAGE = 50

_FIND = """query ($filter: AssetFilter!, $sort: AssetSort, $first: Int!, $after: String) {
  assets(filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount isWhole pageInfo { hasNextPage endCursor }
    edges { sale { isNow } relevance { parts { label } }
      node { id identifier kind title { en zh } holder { slug } } }
  }
}"""
_QUOTE = """query ($assetId: ID!, $licensee: ID, $wish: WishInput!, $version: Int) {
  quote(assetId: $assetId, licensee: $licensee, wish: $wish, version: $version) {
    ok version { version } offerId price { amount token } termsHash reasons { code en zh }
  }
}"""
_ASK = """mutation ($input: AskForUseInput!) { askForUse(input: $input) {
  id kind state dueDay lastSequence items { assetId state licenseId terms { price { amount token } } }
} }"""


class Lanran:
    """One platform, as a guest or signed in.

    :param api_url: address of the platform; else LANRAN_API, else http://127.0.0.1:4000
    :param token: of a session, as ``signIn`` gives it; ``request`` needs one, and quotes are then for your own studio.
        ``deliver`` takes a delivery token of its own.
    """

    def __init__(self, api_url: str | None = None, token: str | None = None) -> None:
        self._transport = Transport(api_url or os.environ.get("LANRAN_API") or DEFAULT_API, token)
        self._known_currencies: tuple[Currency, ...] | None = None

    @classmethod
    def signed_in(
        cls, api_url: str | None = None, *, key_file: str | None = None, key: str | None = None
    ) -> Lanran:
        """Signs in with a key, which stays on this machine. Needs ``pip install "lanran[sign]"``.

        :param key_file: file of 64 hex digits, or a keystore that LANRAN_PASSPHRASE opens
        :param key: the 64 hex digits themselves
        """
        if (key_file is None) == (key is None):
            raise ArgumentError("key_file", "give key_file or key, and not both.")
        client = cls(api_url)
        private_key = read_key_file(key_file) if key_file is not None else str(key)
        return cls(client.api_url, sign_in(client._transport, private_key))

    @property
    def api_url(self) -> str:
        """Without a slash at its end."""
        return self._transport.api_url

    def find(
        self,
        text: str,
        *,
        kind: str | None = None,
        holder: str | None = None,
        concept: str | None = None,
        colors: Names | None = None,
        on_offer: bool | None = None,
        media: Names | None = None,
        territories: Names | None = None,
        first_day: Day | None = None,
        last_day: Day | None = None,
        sort: str = "RELEVANCE",
        first: int = 20,
    ) -> Found:
        """Assets by words in any language, the best first.

        :param kind: PATTERN, COSTUME or FILM
        :param holder: id or slug of the institution
        :param concept: vocabulary and code, such as ``technique/batik``; narrower ones count
        :param on_offer: whether it can be licensed today
        :param media: with territories, first_day and last_day: all of this use can be licensed at once
        :param sort: RELEVANCE, NEWEST, OLDEST or TITLE
        :param first: how many, at least 1
        """
        if isinstance(first, bool) or not isinstance(first, int) or first < 1:
            raise ArgumentError("first", "must be a number from 1.")
        asked: dict[str, Any] = {"text": text}
        if kind is not None:
            asked["kind"] = kind.upper()
        if holder is not None:
            asked["holder"] = self._organization_id("holder", holder)
        if concept is not None:
            asked["concept"] = parse_concept(concept)
        if colors is not None:
            asked["colors"] = list(split_names("colors", colors))
        if on_offer is not None:
            asked["onOffer"] = on_offer
        use = whole_use(media, territories, first_day, last_day)
        if use is not None:
            asked["licensable"] = use.variables()
        return self._pages(asked, sort.upper(), first)

    def quote(
        self,
        asset: str,
        media: Names,
        territories: Names,
        first_day: Day,
        last_day: Day,
        exclusive: bool = False,
        *,
        licensee: str | None = None,
        version: int | None = None,
    ) -> Quote:
        """The price of an exact use, or every reason why it is refused.

        :param licensee: id or slug of the studio; None: your own, where this client is signed in
        :param version: number of the version; None: the newest
        """
        use = parse_use(media, territories, first_day, last_day)
        variables = {
            "assetId": parse_asset_id(asset),
            "licensee": None if licensee is None else self._organization_id("licensee", licensee),
            "wish": {**use.variables(), "exclusive": exclusive},
            "version": version,
        }
        data = self._transport.graphql(_QUOTE, variables)
        currencies = self._currencies()
        return read(lambda: quote_of(data["quote"], currencies))

    def request(
        self,
        assets: str | Iterable[str],
        message: str,
        *,
        media: Names | None = None,
        territories: Names | None = None,
        first_day: Day | None = None,
        last_day: Day | None = None,
        exclusive: bool = False,
        price: str | None = None,
        community_share_bps: int | None = None,
        rights: Names | None = None,
        due_day: Day | None = None,
        organization: str | None = None,
        batch: str | None = None,
    ) -> tuple[Request, ...]:
        """Asks every holder and community of the assets, all or none. Needs a session of a member.

        The same question again on the same UTC day is sent once.

        :param assets: one id or up to 50
        :param media: with territories, first_day and last_day the use that is asked for; without them it is a question
        :param price: for each asset, such as ``1200 TCNY``; None: the other side names one
        :param community_share_bps: hundredths of a percent of the price
        :param batch: 16 to 64 letters, digits, _ and -; under the same one the same is asked once
        """
        use = whole_use(media, territories, first_day, last_day)
        if use is None and exclusive:
            raise ArgumentError("exclusive", "goes with media, territories, first_day and last_day.")
        asked: dict[str, Any] = {
            "assetIds": [parse_asset_id(each) for each in ([assets] if isinstance(assets, str) else assets)],
            "message": message,
        }
        if use is not None:
            asked["wish"] = {**use.variables(), "exclusive": exclusive}
        if price is not None:
            amount = parse_money("price", price, self._currencies())
            asked["price"] = str(amount.units)
            asked["token"] = amount.currency.address
        if community_share_bps is not None:
            asked["communityShareBps"] = community_share_bps
        if rights is not None:
            asked["rights"] = list(split_names("rights", rights))
        if due_day is not None:
            asked["dueDay"] = parse_day("due_day", due_day)
        if organization is not None:
            asked["organizationId"] = self._organization_id("organization", organization)
        asked["batch"] = batch if batch is not None else batch_of(asked)
        data = self._transport.graphql(_ASK, {"input": asked}, repeatable=True)
        currencies = self._currencies()
        return read(lambda: tuple(request_of(each, currencies) for each in data["askForUse"]))

    def deliver(
        self,
        token: str,
        out: str | os.PathLike[str],
        jobs: int = 4,
        only: str | Iterable[str] | None = None,
        frames: str | FrameRange | None = None,
        *,
        version: int | None = None,
        on_file: OnFile | None = None,
        on_closed: OnClosed | None = None,
        wait: float = 0.0,
        on_wait: OnWait | None = None,
    ) -> Delivery:
        """Fetches the files that a delivery token opens. See ``lanran.deliver.deliver``."""
        transport = Transport(self.api_url, token)
        return deliver(
            transport,
            out,
            jobs=jobs,
            only=only,
            frames=frames,
            version=version,
            on_file=on_file,
            on_closed=on_closed,
            wait=wait,
            on_wait=on_wait,
        )

    @staticmethod
    def verify(folder: str | os.PathLike[str], *, on: Day | None = None) -> Report:
        """Checks a package or a delivery without calling anybody. See ``lanran.verification.verify``."""
        return verify(folder, on=on)

    @staticmethod
    def resolve(reference: str | Reference, root: str | os.PathLike[str] | None = None) -> str:
        """Where a ``lanran://ASSET@VERSION/PATH`` lies on this machine. See ``lanran.packages.Library``."""
        return os.fspath(Library(root).resolve(reference))

    def _pages(self, asked: dict[str, Any], sort: str, first: int) -> Found:
        edges: list[Any] = []
        after: str | None = None
        while True:
            size = min(_PAGE, first - len(edges))
            variables = {"filter": asked, "sort": sort, "first": size, "after": after}
            page = found_page_of(self._transport.graphql(_FIND, variables))
            edges += page.edges
            after = page.next_cursor
            if after is None or len(edges) >= first:
                return Found(page.total, page.is_whole, found_assets_of(edges[:first]))

    def _organization_id(self, argument: str, named: str) -> str:
        if ID.fullmatch(named):
            return named
        data = self._transport.graphql(
            "query ($slug: String!) { organization(slug: $slug) { id slug } }", {"slug": named}
        )
        found = data.get("organization")
        if found is None:
            raise ArgumentError(argument, f"there is no organization {named}. Give an id (0x…) or a slug.")
        if read(lambda: found["slug"]) != named:
            raise UntrustworthyAnswerError(f"Asked for the organization {named}, the platform gave another.")
        return read(lambda: str(found["id"]))

    def _currencies(self) -> tuple[Currency, ...]:
        if self._known_currencies is None:
            data = self._transport.graphql("query { deployment { currencies { address symbol decimals } } }", {})
            self._known_currencies = read(
                lambda: tuple(Currency(**each) for each in data["deployment"]["currencies"])
            )
        return self._known_currencies
