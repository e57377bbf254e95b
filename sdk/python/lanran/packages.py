"""Packages and deliveries of this machine, and where the files lie that references name."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .bag import BagError, find_version, read_info
from .delivery_record import RECORD_NAME, DeliveryRecord, RecordedFile
from .errors import ArgumentError, LocalFileError, NotDeliveredError
from .paths import is_inside, path_below
from .proof_bundles import bundles_below, version_of
from .references import Reference, parse_reference

#: Folders that ``resolve`` looks in unless told otherwise, with the system's separator of PATH between them.
ROOT_VARIABLE = "LANRAN_ROOT"
PAYLOAD = "data"


@dataclass(frozen=True)
class _Payload:
    """Files of one version of one asset: all of a package, or those of a delivery by their paths in the asset."""

    folder: Path
    #: None: each file lies by its path in the asset.
    places: dict[str, str] | None

    def place_of(self, path: str) -> Path | None:
        if self.places is None:
            return path_below(self.folder, path)
        place = self.places.get(path)
        return None if place is None else path_below(self.folder, place)


_Version = tuple[str, int]


class Library:
    """Finds files by their references below one or more folders, and calls nobody. Safe to use from several threads.

    A root is a package (a BagIt bag that says of which version it is), a delivery, or a folder right
    below which these lie. What they are is read once; ``flush`` reads it anew.

    :param root: a folder, or several with ``os.pathsep`` between them; None: LANRAN_ROOT, else the current folder
    """

    def __init__(self, root: str | os.PathLike[str] | None = None) -> None:
        named = os.fspath(root) if root is not None else os.environ.get(ROOT_VARIABLE, "")
        self.roots = tuple(Path(each) for each in named.split(os.pathsep) if each != "") or (Path("."),)
        self._lock = threading.Lock()
        self._index: dict[_Version, list[_Payload]] | None = None

    def flush(self) -> None:
        """Forgets what lies in the roots."""
        with self._lock:
            self._index = None

    def resolve(self, reference: str | Reference) -> Path:
        """The absolute path of the file.

        :raises ReferenceFormatError: for what is no reference, or leaves its folder
        :raises NotDeliveredError: when no package or delivery has it
        :raises ArgumentError: for a root that is no folder
        """
        named = parse_reference(str(reference))
        found = self._find(named)
        if found is None:
            # It may have come since the roots were read.
            self.flush()
            found = self._find(named)
        if found is None:
            raise NotDeliveredError(self._missing(named))
        return found

    def _find(self, named: Reference) -> Path | None:
        for payload in self._read().get((named.asset_id, named.version), []):
            place = payload.place_of(named.path)
            if place is not None and place.is_file() and is_inside(payload.folder, place):
                return Path(os.path.abspath(place))
        return None

    def _missing(self, named: Reference) -> str:
        asset_id, version = named.asset_id, named.version
        index = self._read()
        if (asset_id, version) in index:
            return f"Version {version} of asset {asset_id} lies here, but has no file {named.path!r}."
        others = sorted(number for asset, number in index if asset == asset_id)
        here = f" Here is version {', '.join(map(str, others))}." if others else ""
        roots = os.pathsep.join(map(str, self.roots))
        return (
            f"No package or delivery of version {version} of asset {asset_id} lies in {roots}.{here} "
            "Fetch it: python -m lanran deliver, or npx lanran download."
        )

    def _read(self) -> dict[_Version, list[_Payload]]:
        with self._lock:
            if self._index is None:
                self._index = _index_of(self.roots)
            return self._index


def _index_of(roots: Iterable[Path]) -> dict[_Version, list[_Payload]]:
    index: dict[_Version, list[_Payload]] = {}
    for root in roots:
        if not root.is_dir():
            raise ArgumentError("root", f"{root} is no folder.")
        for folder in [root, *_folders_in(root)]:
            _add(index, folder)
    return index


def _folders_in(root: Path) -> list[Path]:
    """Links among them are no packages."""
    with os.scandir(root) as entries:
        return sorted(Path(each.path) for each in entries if each.is_dir(follow_symlinks=False))


def _add(index: dict[_Version, list[_Payload]], folder: Path) -> None:
    if (folder / "bagit.txt").is_file():
        version = _version_of(folder)
        if version is not None and _is_plain_folder(folder / PAYLOAD):
            index.setdefault(version, []).append(_Payload(folder / PAYLOAD, None))
        return
    if not (folder / RECORD_NAME).is_file():
        return
    places: dict[_Version, dict[str, str]] = {}
    for place, file in _recorded(folder).items():
        if file.asset_id is not None and file.version is not None:
            places.setdefault((file.asset_id, file.version), {})[file.asset_path] = place
    for version, by_path in places.items():
        index.setdefault(version, []).append(_Payload(folder, by_path))


def _recorded(folder: Path) -> dict[str, RecordedFile]:
    try:
        return DeliveryRecord.read(folder).files
    except LocalFileError:
        return {}


def _version_of(package: Path) -> _Version | None:
    """As ``bag-info.txt`` says, else as all of its proof bundles do."""
    try:
        told = find_version(read_info(package))
    except BagError:
        return None
    return told if told is not None else version_of(bundles_below(package))


def _is_plain_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False
