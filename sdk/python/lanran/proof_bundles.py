"""What proof bundles (``*.lanran.json``, docs/formats.md) say of a package.

Nothing is proven here: ``npx lanran verify`` checks signatures, the log and the chain.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUFFIX = ".lanran.json"
FORMAT = "lanran/bundle/1"
MAX_BYTES = 256 * 1024 * 1024
_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True)
class Window:
    """First and last day of a license, in UTC, both included."""

    license_id: str
    first_day: datetime.date
    last_day: datetime.date


@dataclass(frozen=True)
class ProofBundle:
    """Of a version of an asset, or of a license to one."""

    path: Path
    asset_id: str
    #: None where the bundle does not reveal it.
    version: int | None
    #: SHA-256 by path, of the files that it lists.
    sha256: dict[str, str]
    #: None for a bundle of no license.
    window: Window | None


def bundles_below(package: Path) -> list[ProofBundle]:
    """Those of versions, in ``provenance/`` and beside it, in the order of their names. Others are passed over."""
    found: list[ProofBundle] = []
    for folder in (package / "provenance", package):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            bundle = find_bundle(path)
            if bundle is not None:
                found.append(bundle)
    return found


def find_bundle(path: Path) -> ProofBundle | None:
    """None for what is no bundle of a version."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > MAX_BYTES:
            return None
        value = json.loads(path.read_text(encoding="utf-8"))
        if value["format"] != FORMAT or value["statement"]["kind"] not in ("published", "revised"):
            return None
        return ProofBundle(
            path=path,
            asset_id=str(value["statement"]["assetId"]),
            version=_version_in(value["body"]["fields"]),
            sha256={each["entry"]["path"]: each["entry"]["sha256"] for each in value["files"]},
            window=_window_in(value.get("license")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _version_in(fields: Any) -> int | None:
    for field in fields:
        if field["name"] == "version":
            return int(field["value"])
    return None


def _window_in(license_proof: Any) -> Window | None:
    if license_proof is None:
        return None
    terms = license_proof["terms"]
    return Window(str(license_proof["licenseId"]), _day(terms["firstDay"]), _day(terms["lastDay"]))


def _day(number: int) -> datetime.date:
    """Days since 1970-01-01; what lies after the calendar's end is its last day."""
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError("is no day")
    return _EPOCH + datetime.timedelta(days=min(number, (datetime.date.max - _EPOCH).days))


def version_of(bundles: list[ProofBundle]) -> tuple[str, int] | None:
    """The asset and version that all bundles are of; None where they differ or don't say."""
    named = {(each.asset_id, each.version) for each in bundles}
    if len(named) != 1:
        return None
    asset_id, version = named.pop()
    return None if version is None else (asset_id, version)
