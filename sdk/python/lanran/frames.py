"""Frame numbers, and globs over paths: what ``deliver`` is asked to fetch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import Pattern

from .errors import ArgumentError

_RANGE = re.compile(r"(-?\d{1,9})(?:-(-?\d{1,9})(?:x([1-9]\d{0,8}))?)?")
#: As the platform groups sequences: ``plate.1001.exr``, ``plate.-005.exr``, ``plate_1001.exr``.
_FRAME_NAME = re.compile(r".*?((?<=\.)-)?(\d{1,9})\.[^./\d][^./]*", re.DOTALL)


@dataclass(frozen=True)
class FrameRange:
    """Frames such as ``1001-1050,1060`` or ``1001-1099x2``, both ends included."""

    parts: tuple[range, ...]

    def __contains__(self, frame: object) -> bool:
        return any(frame in part for part in self.parts)


def parse_frames(text: str) -> FrameRange:
    """:raises ArgumentError: naming ``frames``"""
    parts: list[range] = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise ArgumentError("frames", f"{part.strip()!r} is not a frame or a range such as 1001-1050x2.")
        first = int(match.group(1))
        last = first if match.group(2) is None else int(match.group(2))
        if last < first:
            raise ArgumentError("frames", f"{part.strip()!r} ends before it begins.")
        parts.append(range(first, last + 1, int(match.group(3) or 1)))
    return FrameRange(tuple(parts))


def frame_of(path: str) -> int | None:
    """The number before the extension; None where there is none."""
    match = _FRAME_NAME.fullmatch(path.rsplit("/", 1)[-1])
    if match is None:
        return None
    number = int(match.group(2))
    return number if match.group(1) is None else -number


@dataclass(frozen=True)
class PathGlobs:
    """Globs of which a path has to match one. Without any, every path does."""

    patterns: tuple[Pattern[str], ...]

    def matches(self, path: str) -> bool:
        return not self.patterns or any(pattern.fullmatch(path) for pattern in self.patterns)


def parse_globs(globs: str | Iterable[str] | None) -> PathGlobs:
    """``*`` and ``?`` stay within a folder, ``**/`` is any number of folders, ``{a,b}`` either, ``[0-4]`` one of these.

    A glob without a slash is compared with the name of the file in any folder.

    :raises ArgumentError: naming ``only``
    """
    listed = [] if globs is None else [globs] if isinstance(globs, str) else list(globs)
    return PathGlobs(tuple(_pattern_of(glob) for glob in listed))


def _pattern_of(glob: str) -> Pattern[str]:
    if glob == "":
        raise ArgumentError("only", "is empty. Give a glob such as *.exr.")
    whole = glob if "/" in glob else f"**/{glob}"
    try:
        return re.compile(_regex_of(whole), re.DOTALL)
    except re.error as cause:
        raise ArgumentError("only", f"{glob!r} is no glob: {cause}.") from None


def _regex_of(glob: str) -> str:
    out: list[str] = []
    at = depth = 0
    while at < len(glob):
        char = glob[at]
        at += 1
        if char == "*" and glob.startswith("*/", at):
            out.append("(?:.*/)?")
            at += 2
        elif char == "*" and glob.startswith("*", at):
            out.append(".*")
            at += 1
        elif char == "*":
            out.append("[^/]*")
        elif char == "?":
            out.append("[^/]")
        elif char == "[" and "]" in glob[at + 1 :]:
            end = glob.index("]", at + 1)
            out.append(_class_of(glob[at:end]))
            at = end + 1
        elif char == "{" and "}" in glob[at:]:
            out.append("(?:")
            depth += 1
        elif char == "}" and depth > 0:
            out.append(")")
            depth -= 1
        elif char == "," and depth > 0:
            out.append("|")
        else:
            out.append(re.escape(char))
    return "".join(out)


def _class_of(inner: str) -> str:
    negated = inner.startswith(("!", "^"))
    body = inner[1:] if negated else inner
    escaped = re.sub(r"[\\[^&~|]", r"\\\g<0>", body)
    return f"[^/{escaped}]" if negated else f"[{escaped}]"
