"""Digests of many files, each read once, on all cores."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

READ_BYTES = 1024 * 1024


def digest_files(folder: Path, wanted: Mapping[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """Lower-case hex by path and algorithm. hashlib lets go of the interpreter's lock, so threads suffice.

    :param wanted: algorithms by path below the folder
    :raises OSError: for a file that can't be read
    """
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        tasks = [(folder, path, tuple(algorithms)) for path, algorithms in wanted.items()]
        return dict(pool.map(_digest, tasks))


def _digest(task: tuple[Path, str, tuple[str, ...]]) -> tuple[str, dict[str, str]]:
    folder, path, algorithms = task
    digests = {name: hashlib.new(name) for name in algorithms}
    # `usedforsecurity` is left alone: where MD5 is forbidden, a manifest of MD5 can't be checked.
    with open(folder.joinpath(*path.split("/")), "rb", buffering=0) as file:
        while True:
            portion = file.read(READ_BYTES)
            if not portion:
                break
            for digest in digests.values():
                digest.update(portion)
    return path, {name: digest.hexdigest() for name, digest in digests.items()}
