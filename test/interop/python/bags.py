"""Bags, deliveries and a platform's file routes for the tests beside."""

import hashlib
import json
from pathlib import Path

ASSET = "0x" + "ab" * 32
LICENSE = "0x" + "cd" * 32
#: Of 2027-01-01 and 2027-12-31, since 1970-01-01.
FIRST_DAY, LAST_DAY = 20819, 21183


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def bundle(files, *, asset=ASSET, version=1, license_id=LICENSE, last_day=LAST_DAY):
    """As much of a proof bundle as this package reads."""
    return {
        "format": "lanran/bundle/1",
        "statement": {"kind": "published", "assetId": asset},
        "body": {"fields": [{"index": 0, "name": "version", "value": version}]},
        "files": [
            {"index": at, "entry": {"path": path, "bytes": len(content), "sha256": sha256(content)}}
            for at, (path, content) in enumerate(files.items())
        ],
        "license": {"licenseId": license_id, "terms": {"firstDay": FIRST_DAY, "lastDay": last_day}},
    }


def write_bag(folder: Path, files, *, asset=ASSET, version=1):
    """A package of a license: payload, proof bundle, manifests."""
    for path, content in files.items():
        write(folder / "data" / path, content)
    text = json.dumps(bundle(files, asset=asset, version=version), ensure_ascii=False)
    write(folder / "provenance" / "license.lanran.json", text.encode())
    write(folder / "bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    size = sum(map(len, files.values()))
    info = (
        f"External-Identifier: lanran://{asset}@{version}\nInternal-Sender-Identifier: {LICENSE}\n"
        f"Payload-Oxum: {size}.{len(files)}\n"
    )
    write(folder / "bag-info.txt", info.encode())
    write_manifests(folder)


def write_manifests(folder: Path):
    write_manifest(folder, "manifest-sha256.txt", sorted((folder / "data").rglob("*")))
    tags = [folder / "bagit.txt", folder / "bag-info.txt", folder / "manifest-sha256.txt"]
    write_manifest(folder, "tagmanifest-sha256.txt", [*tags, *sorted((folder / "provenance").rglob("*"))])


def write_manifest(folder: Path, name, paths):
    lines = [
        f"{sha256(path.read_bytes())}  {encoded(path.relative_to(folder).as_posix())}\n"
        for path in paths
        if path.is_file()
    ]
    write(folder / name, "".join(lines).encode())


def encoded(path):
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
