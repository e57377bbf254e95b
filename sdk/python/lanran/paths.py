"""Paths of files within an asset: relative, with ``/`` between folders, never leaving their folder."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

MAX_PATH_BYTES = 1024
MAX_SEGMENT_BYTES = 255
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def parse_path(value: object) -> str:
    """A path that unpacks to the same place everywhere.

    :raises ValueError: with what is wrong, such as ``has an empty, . or .. segment``
    """
    if not isinstance(value, str):
        raise ValueError("must be text")
    try:
        size = len(value.encode("utf-8"))
    except UnicodeEncodeError:
        raise ValueError("has half a surrogate pair") from None
    if not 1 <= size <= MAX_PATH_BYTES:
        raise ValueError(f"must have 1 to {MAX_PATH_BYTES} bytes")
    if unicodedata.normalize("NFC", value) != value:
        raise ValueError("must be in Unicode normalization form C (NFC)")
    if _CONTROL.search(value):
        raise ValueError("has a control character")
    if "\\" in value:
        raise ValueError("has a backslash; use / between folders")
    if value.startswith("/") or re.match(r"[A-Za-z]:", value):
        raise ValueError("must be relative")
    for segment in value.split("/"):
        if segment in ("", ".", ".."):
            raise ValueError("has an empty, . or .. segment")
        if len(segment.encode("utf-8")) > MAX_SEGMENT_BYTES:
            raise ValueError(f"has a segment above {MAX_SEGMENT_BYTES} bytes")
    return value


def path_below(folder: Path, path: str) -> Path:
    """Where ``path`` lies below ``folder``.

    :raises ValueError: as ``parse_path``
    """
    return folder.joinpath(*parse_path(path).split("/"))


def is_inside(folder: Path, place: Path) -> bool:
    """Whether ``place`` lies below ``folder`` once all links are followed. Both need not exist."""
    root, target = os.path.realpath(folder), os.path.realpath(place)
    return target != root and os.path.commonpath([root, target]) == root
