"""``lanran://ASSET@VERSION/PATH``: a file of a version of an asset, wherever it lies.

ASSET is the asset's id, VERSION the number of a version, PATH the file's path in it: what lies below ``data/`` of a
package. A percent sign, ``?`` and ``#`` of a path are percent-encoded (RFC 3986); other characters may be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .errors import ReferenceFormatError
from .paths import parse_path

PREFIX = "lanran://"
_SHAPE = re.compile(r"(0x[0-9a-f]{64})@([1-9]\d{0,8})/(.*)", re.DOTALL)


@dataclass(frozen=True)
class Reference:
    """What a reference names. ``str(reference)`` is its one text."""

    asset_id: str
    version: int
    #: Decoded, with ``/`` between folders.
    path: str

    def __str__(self) -> str:
        return f"{PREFIX}{self.asset_id}@{self.version}/{quote(self.path, safe='/')}"


def is_reference(text: str) -> bool:
    """Whether a text means to be a reference: it begins with ``lanran://``."""
    return text.startswith(PREFIX)


def parse_reference(text: str) -> Reference:
    """:raises ReferenceFormatError: also for a path that leaves its folder"""
    if not is_reference(text):
        raise ReferenceFormatError(f"{text!r} is no reference: it must begin with {PREFIX}.")
    match = _SHAPE.fullmatch(text[len(PREFIX) :])
    if match is None:
        raise ReferenceFormatError(
            f"{text!r} is not {PREFIX}ASSET@VERSION/PATH. ASSET is 0x and 64 lower-case hex digits, VERSION a number."
        )
    asset_id, version, encoded = match.groups()
    if re.search(r"[?#]", encoded) or re.search(r"%(?![0-9A-Fa-f]{2})", encoded):
        raise ReferenceFormatError(f"{text!r}: write % as %25, ? as %3F and # as %23 in its path.")
    try:
        return Reference(asset_id, int(version), parse_path(unquote(encoded, errors="strict")))
    except UnicodeDecodeError:
        raise ReferenceFormatError(f"{text!r}: its path is not percent-encoded UTF-8.") from None
    except ValueError as cause:
        raise ReferenceFormatError(f"{text!r}: its path {cause}.") from None
