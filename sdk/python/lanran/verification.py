"""Checks a package or a delivery on this machine: its bytes, and whether its license is in force. Calls nobody."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from .bag import (
    BagError,
    Manifest,
    find_last_day,
    find_license,
    find_oxum,
    find_version,
    list_files,
    read_declaration,
    read_info,
    read_manifests,
)
from .delivery_record import RECORD_NAME, DeliveryRecord, RecordedFile
from .errors import ArgumentError
from .file_digests import digest_files
from .proof_bundles import ProofBundle, Window, bundles_below
from .uses import Day, parse_day

#: Names that a reason lists at most.
_NAMED = 5


@dataclass(frozen=True)
class Check:
    """``status`` is ``pass``, ``fail`` or ``unknown``: there was nothing to tell it by."""

    name: str
    status: str
    reason: str


@dataclass(frozen=True)
class Report:
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """No check fails."""
        return all(check.status != "fail" for check in self.checks)

    @property
    def is_complete(self) -> bool:
        """All checks pass."""
        return all(check.status == "pass" for check in self.checks)


def verify(folder: str | os.PathLike[str], *, on: Day | None = None) -> Report:
    """Checks a package (a BagIt bag) or a delivery (plain files that ``deliver`` wrote).

    Of a package: its declaration, each file against each manifest, files that no manifest lists, links, Payload-Oxum,
    its files against the proof bundle's, and the days of the license. Of a delivery: each file against what the
    platform listed, and the last days of its licenses. Signatures, log and chain are for ``npx lanran verify``.

    :param on: the day on which the license has to be in force; None: today in UTC
    :raises ArgumentError: for a folder that is neither
    """
    path = Path(folder)
    day = today() if on is None else datetime.date.fromisoformat(parse_day("on", on))
    if (path / "bagit.txt").exists() or (path / "bagit.txt").is_symlink():
        return Report(tuple(_check_package(path, day, on is not None)))
    record = DeliveryRecord.read(path).files
    if record:
        return Report(tuple(_check_delivery(path, record, day)))
    raise ArgumentError(
        "folder", f"{path} is no package (it has no bagit.txt) and no delivery (it has no {RECORD_NAME})."
    )


def today() -> datetime.date:
    """In UTC."""
    return datetime.datetime.now(datetime.timezone.utc).date()


def _check_package(bag: Path, day: datetime.date, is_named: bool) -> list[Check]:
    try:
        read_declaration(bag)
        paths = list_files(bag)
        payload_manifests = read_manifests(bag, "manifest")
        tag_manifests = read_manifests(bag, "tagmanifest")
        info = read_info(bag)
        oxum = find_oxum(info)
    except (BagError, OSError) as error:
        return [Check("bag", "fail", f"{error}")]
    checks = [Check("bag", "pass", f"{len(paths)} files, no links")]
    payload = {path for path in paths if path.startswith("data/")}
    try:
        digests = _digests_of(bag, set(paths), payload_manifests + tag_manifests)
    except OSError as error:
        return [*checks, Check("files", "fail", f"can't be read: {error}")]
    checks.append(_payload_check(payload, payload_manifests, digests))
    checks.append(_tag_check(set(paths), tag_manifests, digests))
    checks.append(_oxum_check(bag, payload, oxum))
    bundles = bundles_below(bag)
    sha256 = {path: each["sha256"] for path, each in digests.items() if path in payload and "sha256" in each}
    checks.append(_bundle_check(bundles, sha256, find_version(info)))
    windows = _windows_of(bundles, info)
    checks.append(_window_check(windows, day, is_named) if windows else _stated_check(info, day))
    return checks


def _digests_of(bag: Path, paths: set[str], manifests: list[Manifest]) -> dict[str, dict[str, str]]:
    wanted: dict[str, set[str]] = {}
    for manifest in manifests:
        for path in manifest.digests:
            if path in paths:
                wanted.setdefault(path, set()).add(manifest.algorithm)
    return digest_files(bag, wanted)


def _payload_check(payload: set[str], manifests: list[Manifest], digests: dict[str, dict[str, str]]) -> Check:
    if not manifests:
        return Check("payload", "fail", "the bag has no manifest of its payload, such as manifest-sha256.txt")
    problems = _problems(payload, manifests, digests)
    for manifest in manifests:
        strays = sorted(payload - manifest.digests.keys())
        problems += [f"{path} is not listed in {manifest.name}" for path in strays]
    names = ", ".join(manifest.name for manifest in manifests)
    return _check("payload", problems, f"{len(payload)} files are as {names} lists them")


def _tag_check(paths: set[str], manifests: list[Manifest], digests: dict[str, dict[str, str]]) -> Check:
    if not manifests:
        return Check(
            "tag files", "unknown", "the bag has no tag manifest, so that its documents are not compared"
        )
    count = len({path for manifest in manifests for path in manifest.digests})
    return _check("tag files", _problems(paths, manifests, digests), f"{count} documents are as listed")


def _problems(there: set[str], manifests: list[Manifest], digests: dict[str, dict[str, str]]) -> list[str]:
    problems: list[str] = []
    for manifest in manifests:
        for path, listed in manifest.digests.items():
            if path not in there:
                problems.append(f"{path} is missing")
            elif digests[path][manifest.algorithm] != listed:
                problems.append(
                    f"{path} was changed: its {manifest.algorithm} is not the one in {manifest.name}"
                )
    return problems


def _oxum_check(bag: Path, payload: set[str], oxum: tuple[int, int] | None) -> Check:
    if oxum is None:
        return Check("size", "unknown", "bag-info.txt states no Payload-Oxum")
    found = (sum((bag / path).stat().st_size for path in payload), len(payload))
    stated, there = (f"{size} bytes in {count} files" for size, count in (oxum, found))
    return _check("size", [] if found == oxum else [f"{there}; bag-info.txt states {stated}"], there)


def _bundle_check(
    bundles: list[ProofBundle], sha256: dict[str, str], version: tuple[str, int] | None
) -> Check:
    """Against a bag that was packed anew after a change."""
    listing = [bundle for bundle in bundles if bundle.sha256]
    if not listing:
        return Check(
            "published files", "unknown", "provenance/ has no proof bundle of a version that lists files"
        )
    if not sha256:
        return Check("published files", "unknown", "the bag has no SHA-256 to compare")
    fitting = [
        bundle for bundle in listing if version is None or (bundle.asset_id, bundle.version) == version
    ]
    if version is not None and not fitting:
        asset_id, number = version
        return Check("published files", "fail", f"no proof bundle is of version {number} of asset {asset_id}")
    found = {path[len("data/") :]: digest for path, digest in sha256.items()}
    best = min(fitting, key=lambda bundle: len(_differences(found, bundle)))
    return _check("published files", _differences(found, best), f"all are as {best.path.name} lists them")


def _differences(found: dict[str, str], bundle: ProofBundle) -> list[str]:
    changed = [
        f"{path} is not the published file" if path in found else f"{path} is missing"
        for path, stated in sorted(bundle.sha256.items())
        if found.get(path) != stated
    ]
    strays = [f"{path} is no file of the version" for path in sorted(found.keys() - bundle.sha256.keys())]
    return changed + strays


def _windows_of(bundles: list[ProofBundle], info: list[tuple[str, str]]) -> list[Window] | str:
    """Of the license that the bag is of; a sentence where bundles of others alone lie in it."""
    version, license_id = find_version(info), find_license(info)
    there = [(bundle.asset_id, bundle.window) for bundle in bundles if bundle.window is not None]
    fitting = [
        window
        for asset_id, window in there
        if (version is None or asset_id == version[0]) and license_id in (None, window.license_id)
    ]
    if fitting or not there:
        return fitting
    asset = "of its asset" if version is None else f"of asset {version[0]}"
    return f"no proof bundle is of {'a license' if license_id is None else f'license {license_id}'} {asset}"


def _window_check(windows: list[Window] | str, day: datetime.date, is_named: bool) -> Check:
    if isinstance(windows, str):
        return Check("license days", "fail", windows)
    days = "; ".join(f"{window.first_day} to {window.last_day}" for window in windows)
    # Where the bag does not say which of several licenses it is of, each has to be in force.
    if all(window.first_day <= day <= window.last_day for window in windows):
        return Check("license days", "pass", f"{day} is within {days}")
    if not is_named and all(day <= window.last_day for window in windows):
        # A package can be checked before it is needed.
        return Check("license days", "unknown", f"the license has yet to begin: {days}. Name the day of use.")
    return Check(
        "license days", "fail", f"{day} is not within the license: {days}. Renew it, or remove the files."
    )


def _stated_check(info: list[tuple[str, str]], day: datetime.date) -> Check:
    """Without a proof bundle of the license, what the bag says of itself can refuse, and no more than that."""
    last = find_last_day(info)
    if last is not None and day > last:
        reason = f"bag-info.txt says that the license ended on {last}. Renew it, or remove the files."
        return Check("license days", "fail", reason)
    return Check("license days", "unknown", "provenance/ has no proof bundle of a license")


def _check_delivery(folder: Path, files: dict[str, RecordedFile], day: datetime.date) -> list[Check]:
    there = {path for path in files if _is_plain_file(folder, path)}
    problems = [f"{path} is missing" for path in sorted(files.keys() - there)]
    try:
        digests = digest_files(folder, {path: ("sha256",) for path in sorted(there)})
    except OSError as error:
        return [Check("files", "fail", f"can't be read: {error}")]
    problems += [
        f"{path} was changed" for path in sorted(there) if digests[path]["sha256"] != files[path].sha256
    ]
    checks = [_check("files", problems, f"{len(files)} files are as they were delivered")]
    ends = {file.license_ends for file in files.values()}
    known = sorted(each for each in ends if each is not None)
    if None in ends or not known:
        return [*checks, Check("license days", "unknown", "the platform did not say when the license ends")]
    over = [each for each in known if each < day.isoformat()]
    problems = [f"a license of these files ended on {each}. Renew it, or remove the files." for each in over]
    return [*checks, _check("license days", problems, f"the first license ends on {known[0]}")]


def _is_plain_file(folder: Path, path: str) -> bool:
    place = folder.joinpath(*path.split("/"))
    return place.is_file() and not place.is_symlink()


def _check(name: str, problems: list[str], reason: str) -> Check:
    if not problems:
        return Check(name, "pass", reason)
    more = len(problems) - _NAMED
    listed = "; ".join(problems[:_NAMED])
    return Check(name, "fail", listed if more <= 0 else f"{listed}; and {more} more")
