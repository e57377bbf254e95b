"""What a delivery token opens: the JSON lines of ``/delivery``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import requests

from .errors import ArgumentError, UntrustworthyAnswerError
from .frames import frame_of
from .paths import parse_path
from .transport import Transport

_FOLDER_DIGITS = 16
_FILE_ID = re.compile(r"(0x[0-9a-f]{64})\.([1-9]\d{0,8})\.(\d{1,9})")


@dataclass(frozen=True)
class DeliveredFile:
    """A file of a license, as the platform lists it."""

    #: What ``/files/`` knows it by.
    id: str
    #: Where it goes below the folder.
    path: str
    bytes: int
    #: 64 lower-case hex digits.
    sha256: str
    asset_id: str
    #: Number of the version of the asset.
    version: int
    #: The license that opens it; None where the platform does not say.
    license_id: str | None
    #: Of a sequence; None for any other file.
    frame: int | None
    media_type: str | None
    #: Last day of the license, YYYY-MM-DD; None where the platform does not say.
    license_ends: str | None

    @property
    def asset_path(self) -> str:
        """Its path in the asset."""
        return path_in_asset(self.path, self.asset_id)


@dataclass(frozen=True)
class ClosedLicense:
    """A license of the token that opens nothing now, and why."""

    code: str
    message: str


@dataclass(frozen=True)
class DeliveryList:
    files: tuple[DeliveredFile, ...]
    closed: tuple[ClosedLicense, ...]


def path_in_asset(path: str, asset_id: str) -> str:
    """A token for several assets has the first digits of the asset's id as a folder before each path."""
    folder = f"{asset_id[2 : 2 + _FOLDER_DIGITS]}/"
    return path[len(folder) :] if path.startswith(folder) else path


def list_delivery(transport: Transport, version: int | None = None) -> DeliveryList:
    """All that the token opens, in the order of the manifest.

    :param version: number of a version that the license opens; None: the newest of those
    :raises RefusedError: with the platform's code, such as DELIVERY_TOKEN_REFUSED
    :raises UntrustworthyAnswerError: for a line that names no file
    """
    if version is not None and (isinstance(version, bool) or version < 1):
        raise ArgumentError("version", "must be the number of a version, such as 2.")
    query = "" if version is None else f"?version={version}"
    with transport.get(f"/delivery{query}") as response:
        if response.status_code != 200:
            raise transport.refusal(response)
        try:
            text = response.content.decode("utf-8")
        except requests.RequestException as cause:
            raise transport.unreachable(cause) from cause
        except UnicodeDecodeError:
            raise UntrustworthyAnswerError(
                "/delivery answered what is not UTF-8. Check the address."
            ) from None
    entries = [_parse(line) for line in text.split("\n") if line.strip() != ""]
    files = [_read(entry) for entry in entries if "closed" not in entry]
    _require_distinct(files)
    return DeliveryList(tuple(files), tuple(_read_closed(entry) for entry in entries if "closed" in entry))


def _parse(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        raise _no_file(line, "it is no JSON object")
    return entry


def _read(entry: dict[str, Any]) -> DeliveredFile:
    """Members that are not known are passed over."""
    try:
        return _file_of(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as cause:
        raise _no_file(json.dumps(entry, ensure_ascii=False), cause) from None


def _read_closed(entry: dict[str, Any]) -> ClosedLicense:
    try:
        return ClosedLicense(str(entry["closed"]["code"]), str(entry["closed"]["message"]))
    except (KeyError, TypeError):
        raise _no_file(json.dumps(entry, ensure_ascii=False), "nor why not") from None


def _no_file(line: str, problem: object) -> UntrustworthyAnswerError:
    return UntrustworthyAnswerError(f"/delivery answered a line that names no file ({problem}): {line[:200]}")


def _file_of(entry: dict[str, Any]) -> DeliveredFile:
    file_id = _FILE_ID.fullmatch(entry["id"])
    if file_id is None:
        raise ValueError("its id is not ASSET.VERSION.NUMBER")
    size, sha256 = entry["bytes"], entry["sha256"]
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise ValueError("its bytes are no count")
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("its sha256 is not 64 lower-case hex digits")
    # A path comes from elsewhere: it must stay below the folder that was named.
    path = parse_path(entry["path"])
    return DeliveredFile(
        id=entry["id"],
        path=path,
        bytes=size,
        sha256=sha256,
        asset_id=file_id.group(1),
        version=int(file_id.group(2)),
        license_id=_text(entry.get("license")),
        frame=_frame_in(entry, path),
        media_type=_text(entry.get("mediaType")),
        license_ends=_text(entry.get("licenseEnds")),
    )


def _frame_in(entry: dict[str, Any], path: str) -> int | None:
    """As the platform says; an older one says nothing, and the name tells."""
    if "frame" not in entry:
        return frame_of(path)
    told = entry["frame"]
    number = told.get("number") if isinstance(told, dict) else told
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _require_distinct(files: list[DeliveredFile]) -> None:
    seen = set()
    for file in files:
        if file.path in seen:
            raise UntrustworthyAnswerError(f"/delivery lists two files at {file.path}. Nothing was fetched.")
        seen.add(file.path)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
