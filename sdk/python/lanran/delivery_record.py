"""``.lanran-delivery.json``: what deliveries wrote below a folder, so that references find it and it can be checked."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Optional

from .delivery_list import DeliveredFile
from .paths import parse_path

RECORD_NAME = ".lanran-delivery.json"
FORMAT = "lanran/delivery/1"


@dataclass(frozen=True)
class RecordedFile:
    """A file of a delivery. ``path`` is its path in the asset, which may lie in a folder of its own."""

    asset_id: str
    version: int
    path: str
    bytes: int
    sha256: str
    #: YYYY-MM-DD; None where the platform did not say.
    license_ends: Optional[str]


class DeliveryRecord:
    """By path below the folder."""

    def __init__(self, folder: Path, files: Dict[str, RecordedFile]) -> None:
        self._folder = folder
        self._text = ""
        self.files = files

    @classmethod
    def read(cls, folder: Path) -> "DeliveryRecord":
        """Empty where there is none, or none that can be read."""
        try:
            text = (folder / RECORD_NAME).read_text(encoding="utf-8")
            entries = json.loads(text)["files"]
            return cls(folder, {parse_path(path): _parse(entry) for path, entry in entries.items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(folder, {})

    def add(self, file: DeliveredFile) -> None:
        self.files[file.path] = RecordedFile(
            file.asset_id, file.version, file.asset_path, file.bytes, file.sha256, file.license_ends
        )

    def write(self) -> None:
        """At once or not at all."""
        if not self.files:
            return
        entries = {path: _format(file) for path, file in sorted(self.files.items())}
        text = json.dumps({"format": FORMAT, "files": entries}, ensure_ascii=False, indent=1) + "\n"
        temporary = self._folder / f"{RECORD_NAME}.{os.getpid()}.tmp"
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, self._folder / RECORD_NAME)


def _format(file: RecordedFile) -> Dict[str, Any]:
    return {
        "asset": file.asset_id,
        "version": file.version,
        "path": file.path,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "licenseEnds": file.license_ends,
    }


def _parse(entry: Any) -> RecordedFile:
    ends = entry["licenseEnds"]
    return RecordedFile(
        asset_id=str(entry["asset"]),
        version=int(entry["version"]),
        path=parse_path(entry["path"]),
        bytes=int(entry["bytes"]),
        sha256=str(entry["sha256"]),
        license_ends=ends if isinstance(ends, str) else None,
    )
