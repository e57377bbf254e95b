"""``.lanran-delivery.json``: what deliveries wrote below a folder, so that references find it and it can be checked.

``npx lanran deliver`` reads and writes the same, and ``--purge`` deletes by it: what lay there before is not noted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .delivery_list import DeliveredFile, path_in_asset
from .errors import LocalFileError
from .paths import parse_path, path_below

RECORD_NAME = ".lanran-delivery.json"
FORMAT = "lanran/delivery/1"


@dataclass(frozen=True)
class RecordedFile:
    """A file that a delivery wrote, as it was then. What the platform did not say is None."""

    #: Below the folder.
    path: str
    bytes: int
    sha256: str
    license_id: str | None
    asset_id: str | None
    version: int | None
    #: YYYY-MM-DD.
    license_ends: str | None

    @property
    def asset_path(self) -> str:
        """Its path in the asset."""
        return self.path if self.asset_id is None else path_in_asset(self.path, self.asset_id)


class DeliveryRecord:
    def __init__(self, folder: Path, files: Iterable[RecordedFile] = ()) -> None:
        self._folder = folder
        #: By path below the folder.
        self.files: dict[str, RecordedFile] = {file.path: file for file in files}

    @classmethod
    def read(cls, folder: Path) -> DeliveryRecord:
        """Empty where there is none.

        :raises LocalFileError: DELIVERY_RECORD_UNREADABLE
        """
        path = folder / RECORD_NAME
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
            if value["format"] != FORMAT:
                raise ValueError(f"it is not {FORMAT}")
            return cls(folder, [_parse(entry) for entry in value["files"]])
        except FileNotFoundError:
            return cls(folder)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
            raise LocalFileError(
                f"{path} is no record of a delivery that this program can read ({cause}). Move it away: what was "
                "delivered stays.",
                code="DELIVERY_RECORD_UNREADABLE",
            ) from None

    def expect(self, files: Iterable[DeliveredFile]) -> None:
        """Notes what is about to be written. What lies there was written by somebody else, unless it is noted."""
        for file in files:
            noted = self.files.get(file.path)
            is_noted = noted is not None and noted.sha256 == file.sha256
            if not is_noted and os.path.lexists(path_below(self._folder, file.path)):
                continue
            self.files[file.path] = RecordedFile(
                file.path,
                file.bytes,
                file.sha256,
                file.license_id,
                file.asset_id,
                file.version,
                file.license_ends,
            )

    def write(self) -> None:
        """At once or not at all. :raises OSError:"""
        entries = [_format(self.files[path]) for path in sorted(self.files)]
        text = json.dumps({"format": FORMAT, "files": entries}, ensure_ascii=False, indent=1) + "\n"
        temporary = self._folder / f"{RECORD_NAME}.{os.getpid()}.tmp"
        try:
            with open(temporary, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self._folder / RECORD_NAME)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _format(file: RecordedFile) -> dict[str, Any]:
    return {
        "path": file.path,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "license": file.license_id,
        "asset": file.asset_id,
        "version": file.version,
        "licenseEnds": file.license_ends,
    }


def _parse(entry: Any) -> RecordedFile:
    version, size = entry["version"], entry["bytes"]
    if not isinstance(size, int) or not isinstance(version, (int, type(None))):
        raise ValueError("its bytes or version are no numbers")
    return RecordedFile(
        path=parse_path(entry["path"]),
        bytes=size,
        sha256=str(entry["sha256"]),
        license_id=_text(entry["license"]),
        asset_id=_text(entry["asset"]),
        version=version,
        license_ends=_text(entry.get("licenseEnds")),
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
