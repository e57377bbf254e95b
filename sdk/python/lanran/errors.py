"""Why something was not done: a stable ``code``, and a message that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why the contracts refuse, in both languages."""

    code: str
    en: str
    zh: str


class LanranError(Exception):
    """The root of all errors of this package."""

    code = "LANRAN"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class ArgumentError(LanranError):
    """An argument is wrong; nothing was sent."""

    code = "BAD_USAGE"

    def __init__(self, argument: str, advice: str) -> None:
        super().__init__(f"{argument}: {advice}")
        self.argument = argument


class RefusedError(LanranError):
    """The platform, or a check of what it sent, refused. ``code`` is the platform's where it named one."""

    code = "REFUSED"

    def __init__(
        self,
        code: str,
        message: str,
        *,
        reasons: Sequence[Reason] = (),
        field: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.reasons = tuple(reasons)
        self.field = field
        self.request_id = request_id


class UnreachableError(LanranError):
    """Nobody answers. Repeating is safe."""

    code = "UNREACHABLE"


class StartingError(UnreachableError):
    """The platform is starting: what was asked was not done."""

    code = "STARTING"


class UntrustworthyAnswerError(LanranError):
    """The answer is not what was asked for; nothing of it was used."""

    code = "UNTRUSTWORTHY_ANSWER"


class ReferenceFormatError(LanranError):
    """A text is no ``lanran://ASSET@VERSION/PATH``."""

    code = "BAD_REFERENCE"


class NotDeliveredError(LanranError):
    """What a reference names is not on this machine."""

    code = "NOT_DELIVERED"


class LocalFileError(LanranError):
    """A file or folder of this machine is in the way, can't be read, or has no room."""

    code = "LOCAL_FILE"
