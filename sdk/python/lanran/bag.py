"""Reads BagIt bags (RFC 8493): declaration, manifests, Payload-Oxum."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from .paths import parse_path

MAX_TAG_BYTES = 256 * 1024 * 1024
#: Of RFC 8493, section 2.4, those that every Python has.
ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_DECLARATION = re.compile(
    r"BagIt-Version: (0\.97|1\.0)\r?\nTag-File-Character-Encoding: UTF-8\r?\n?", re.IGNORECASE
)
_LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")


class BagError(Exception):
    """What is wrong with a bag, a sentence that names the file."""


@dataclass(frozen=True)
class Manifest:
    """``manifest-ALGORITHM.txt`` or ``tagmanifest-ALGORITHM.txt``: lower-case hex digests by path below the bag."""

    name: str
    algorithm: str
    digests: dict[str, str]


def read_declaration(bag: Path) -> None:
    """:raises BagError:"""
    if _DECLARATION.fullmatch(_read_tag_file(bag / "bagit.txt")) is None:
        raise BagError("bagit.txt is not the declaration of a bag of version 0.97 or 1.0 in UTF-8")


def read_manifests(bag: Path, prefix: str) -> list[Manifest]:
    """Those called ``PREFIX-ALGORITHM.txt``.

    :raises BagError: for a malformed line, a path that leaves the bag, an algorithm that is not known
    """
    return [_read_manifest(path, prefix) for path in sorted(bag.glob(f"{prefix}-*.txt"))]


def read_info(bag: Path) -> list[tuple[str, str]]:
    """Labels in lower case and values of ``bag-info.txt``; empty where there is none. :raises BagError:"""
    if not (bag / "bag-info.txt").exists():
        return []
    info: list[tuple[str, str]] = []
    for line in _read_tag_file(bag / "bag-info.txt").splitlines():
        label, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and info:
            info[-1] = (info[-1][0], f"{info[-1][1]} {line.strip()}")
        elif colon:
            info.append((label.strip().lower(), value.strip()))
    return info


def find_oxum(info: list[tuple[str, str]]) -> tuple[int, int] | None:
    """Bytes and files of the payload, as stated; None where they are not. :raises BagError:"""
    stated = [value for label, value in info if label == "payload-oxum"]
    if not stated:
        return None
    match = re.fullmatch(r"(\d{1,18})\.(\d{1,12})", stated[0])
    if match is None:
        raise BagError("Payload-Oxum of bag-info.txt is not a number of bytes, a point, a number of files")
    return int(match.group(1)), int(match.group(2))


def find_version(info: list[tuple[str, str]]) -> tuple[str, int] | None:
    """The asset and the number of its version that ``External-Identifier`` names; None where it names none."""
    for label, value in info:
        match = re.fullmatch(r"lanran://(0x[0-9a-f]{64})@([1-9]\d{0,8})/?", value)
        if label == "external-identifier" and match is not None:
            return match.group(1), int(match.group(2))
    return None


def find_license(info: list[tuple[str, str]]) -> str | None:
    """The license that ``Internal-Sender-Identifier`` names; None where it names none."""
    for label, value in info:
        if label == "internal-sender-identifier" and re.fullmatch(r"0x[0-9a-f]{64}", value) is not None:
            return value
    return None


def find_last_day(info: list[tuple[str, str]]) -> datetime.date | None:
    """Of the license, as ``Lanran-License-Last-Day`` states it; None where it is not a day. Nothing proves it."""
    for label, value in info:
        if label == "lanran-license-last-day" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None:
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                return None
    return None


def list_files(bag: Path) -> list[str]:
    """All files by their paths below the bag.

    :raises BagError: for a symbolic link, and for what is neither file nor folder
    """
    found: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(bag / below if below else bag) as entries:
            for entry in entries:
                path = f"{below}/{entry.name}" if below else entry.name
                if entry.is_symlink():
                    raise BagError(f"{path} is a symbolic link, which a bag must not have")
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.is_file(follow_symlinks=False):
                    found.append(path)
                else:
                    raise BagError(f"{path} is neither a file nor a folder")
    return sorted(found)


def _read_manifest(path: Path, prefix: str) -> Manifest:
    algorithm = path.name[len(prefix) + 1 : -len(".txt")].lower()
    if algorithm not in ALGORITHMS:
        raise BagError(f"{path.name} is of {algorithm}; {', '.join(ALGORITHMS)} are known")
    length = hashlib.new(algorithm).digest_size * 2
    digests: dict[str, str] = {}
    for number, line in enumerate(re.split(r"\r\n|\n|\r", _read_tag_file(path)), start=1):
        if line.strip() == "":
            continue
        match = _LINE.fullmatch(line)
        if match is None or len(match.group(1)) != length:
            raise BagError(f"{path.name}, line {number}, is not a digest of {length} hex digits and a path")
        try:
            listed = parse_path(_decode(match.group(2)))
        except ValueError as cause:
            raise BagError(f"{path.name}, line {number}: its path {cause}") from None
        if listed in digests:
            raise BagError(f"{path.name}, line {number}, lists {listed!r} a second time")
        if (prefix == "manifest") != listed.startswith("data/"):
            where = "outside" if prefix == "manifest" else "inside"
            raise BagError(f"{path.name}, line {number}, lists {listed!r} {where} data/")
        digests[listed] = match.group(1).lower()
    return Manifest(path.name, algorithm, digests)


def _decode(text: str) -> str:
    """Section 2.1.3: line feed, carriage return and percent sign are encoded, and nothing else."""
    return re.sub(r"%(25|0A|0D)", lambda match: chr(int(match.group(1), 16)), text, flags=re.IGNORECASE)


def _read_tag_file(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_TAG_BYTES:
            raise BagError(f"{path.name} is larger than {MAX_TAG_BYTES} bytes")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise BagError(f"{path.name} is not UTF-8") from None
    except OSError as cause:
        raise BagError(f"{path.name} can't be read: {cause.strerror or cause}") from None
