"""How the platform is asked: GraphQL by POST, lists and files by GET."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
import requests.auth

from .errors import ArgumentError, Reason, RefusedError, StartingError, UnreachableError

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 120.0
#: For a server that closed an idle connection, or is started again at once.
PAUSES_SECONDS = (0.05, 0.2, 0.5, 1.0, 2.0)


class _Bearer(requests.auth.AuthBase):
    """An ``auth`` of its own, because else an entry of ~/.netrc takes the token's place."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """Asks one platform, with or without a token, from any number of threads."""

    def __init__(self, api_url: str, token: str | None = None) -> None:
        parts = urlsplit(api_url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ArgumentError("api_url", f"{api_url!r} is no address such as https://platform.example.")
        self.api_url = api_url.rstrip("/")
        self._auth = _Bearer(_plain_token(token))
        self._local = threading.local()
        self._has_answered = False

    def graphql(
        self, query: str, variables: Mapping[str, Any], *, repeatable: bool = False
    ) -> dict[str, Any]:
        """``data`` of the answer. A query, or what is ``repeatable``, is asked again when the connection was lost.

        :raises RefusedError: with the platform's code
        :raises UnreachableError: when nobody answers
        """
        body = {"query": query, "variables": dict(variables)}
        pauses = PAUSES_SECONDS if repeatable or query.lstrip().startswith(("query", "{")) else ()
        for pause in pauses:
            try:
                return self._post(body)
            except StartingError:
                raise
            except UnreachableError as error:
                # Where nobody ever answered, nobody is started again.
                if not self._has_answered and _is_refused(error):
                    raise
                time.sleep(pause)
        return self._post(body)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> requests.Response:
        """A streamed answer, whatever its status. To be closed by the caller.

        :raises UnreachableError: when nobody answers
        """
        try:
            return self._session().get(
                f"{self.api_url}{path}",
                # What a proxy compresses has other ranges.
                headers={"Accept-Encoding": "identity", **(headers or {})},
                auth=self._auth,
                stream=True,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            )
        except requests.RequestException as cause:
            raise self.unreachable(cause) from cause

    def unreachable(self, cause: object) -> UnreachableError:
        what = _innermost(cause) if isinstance(cause, BaseException) else cause
        return UnreachableError(
            f"The platform at {self.api_url} does not answer ({what or type(what).__name__})."
        )

    def refusal(self, response: requests.Response) -> Exception:
        """What an answer that is no 2xx says."""
        text = _text(response)
        if _is_starting(response.status_code, text):
            return self._starting()
        error = _member(_json(text), "error")
        code, message = _member(error, "code"), _member(error, "message")
        if isinstance(code, str) and isinstance(message, str):
            return RefusedError(
                code, message, reasons=_reasons(error), request_id=_text_of(error, "requestId")
            )
        if response.status_code >= 500:
            return self.unreachable(f"status {response.status_code}")
        return RefusedError(
            "REFUSED",
            f"{self.api_url} refused with status {response.status_code}. Check the address and the token.",
        )

    def _post(self, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            response = self._session().post(
                f"{self.api_url}/graphql",
                json=body,
                auth=self._auth,
                # A redirect makes a GET of a POST.
                allow_redirects=False,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
            )
            text = response.text
        except requests.RequestException as cause:
            raise self.unreachable(cause) from cause
        self._has_answered = True
        if _is_starting(response.status_code, text):
            raise self._starting()
        answer = _json(text)
        errors, data = _member(answer, "errors"), _member(answer, "data")
        if isinstance(errors, list) and errors:
            raise _graphql_refusal(errors[0])
        if isinstance(data, dict):
            return data
        if response.status_code >= 500:
            raise self.unreachable(f"status {response.status_code}")
        raise RefusedError(
            "UNEXPECTED_ANSWER",
            f"{self.api_url} answered what this version of lanran does not understand (status "
            f"{response.status_code}). Check the address. It said: {_plain(text[:200])}",
        )

    def _starting(self) -> StartingError:
        return StartingError(f"The platform at {self.api_url} is starting. Repeat this when it is ready.")

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
        return session


def _plain(text: str) -> str:
    """On one line, without what a terminal obeys."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _plain_token(token: str | None) -> str | None:
    if token is None:
        return None
    plain = token.strip()
    if not plain.isascii() or not plain.isprintable() or " " in plain or plain == "":
        raise ArgumentError("token", "is no token: it must be one word of ASCII characters.")
    return plain


def _graphql_refusal(error: Any) -> RefusedError:
    extensions = _member(error, "extensions")
    return RefusedError(
        _text_of(extensions, "code") or "INTERNAL",
        _text_of(error, "message") or "The platform gave no reason.",
        reasons=_reasons(extensions),
        field=_text_of(extensions, "field"),
        request_id=_text_of(extensions, "requestId"),
    )


def _reasons(holder: Any) -> list[Reason]:
    listed = _member(holder, "reasons")
    if not isinstance(listed, list):
        return []
    return [
        Reason(_text_of(r, "code") or "", _text_of(r, "en") or "", _text_of(r, "zh") or "") for r in listed
    ]


def _is_starting(status: int, text: str) -> bool:
    return status == 503 and _member(_json(text), "status") == "starting"


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _text(response: requests.Response) -> str:
    try:
        return response.text
    except requests.RequestException:
        return ""


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _text_of(value: Any, name: str) -> str | None:
    found = _member(value, name)
    return found if isinstance(found, str) else None


def _is_refused(error: BaseException) -> bool:
    return isinstance(_innermost(error), ConnectionRefusedError)


def _innermost(cause: BaseException) -> BaseException:
    while True:
        inner = cause.__cause__ or cause.__context__
        if inner is None:
            return cause
        cause = inner
