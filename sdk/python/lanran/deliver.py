"""All files that a delivery token opens, as plain files below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Callable

from .delivery_list import ClosedLicense, DeliveredFile, DeliveryList, list_delivery
from .delivery_record import RECORD_NAME, DeliveryRecord
from .errors import ArgumentError, LocalFileError, RefusedError, UnreachableError
from .file_download import LOST_CODES, FileDownload, local_failure
from .frames import FrameRange, parse_frames, parse_globs
from .outage import OnWait, Outage, require_wait
from .paths import path_below
from .transport import Transport

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MAX_JOBS = 64

#: Hears of each file that is whole: the file, and whether it was fetched (else it was here already).
OnFile = Callable[[DeliveredFile, bool], None]
#: Hears of each license that opens nothing any more, before the first file.
OnClosed = Callable[[ClosedLicense], None]


@dataclass(frozen=True)
class Delivery:
    """What lies below ``out`` now."""

    out: str
    #: Those that were asked for, in the order of the list.
    files: tuple[DeliveredFile, ...]
    #: How many of them were fetched; the others were here already.
    fetched: int
    #: Sentences, such as of a license that has ended while others go on.
    notes: tuple[str, ...]


def deliver(
    transport: Transport,
    out: str | os.PathLike[str],
    *,
    jobs: int = 4,
    only: str | Iterable[str] | None = None,
    frames: str | FrameRange | None = None,
    version: int | None = None,
    on_file: OnFile | None = None,
    on_closed: OnClosed | None = None,
    wait: float = 0.0,
    on_wait: OnWait | None = None,
) -> Delivery:
    """Fetches files side by side. Run again after any end, a kill included, it goes on where it was.

    Each file comes as ``NAME.part``, is compared with the listed SHA-256, and has its name only when it is whole.
    Other content under that name is never overwritten.

    :param transport: with the delivery token
    :param jobs: files at once, 1 to 64
    :param only: globs such as ``*.exr`` or ``plates/**``, of which a path has to match one
    :param frames: such as ``1001-1050``, ``1001-1099x2,1120``: of numbered files these alone, and no others
    :param wait: seconds for which a platform that does not answer, or starts again, is waited for; 0: a file is asked
        for again for a few seconds, the list is not
    :param version: number of a version that the license opens; None: the newest of those
    :raises RefusedError: with the platform's code; FILE_EXISTS, CONTENT_MISMATCH, NOTHING_SELECTED,
        SYMBOLIC_LINK
    :raises LocalFileError: DISK_FULL, OUT_IN_USE while another delivery writes into the folder
    """
    if isinstance(jobs, bool) or not isinstance(jobs, int) or not 1 <= jobs <= MAX_JOBS:
        raise ArgumentError("jobs", f"must be a number from 1 to {MAX_JOBS}.")
    globs = parse_globs(only)
    wanted = parse_frames(frames) if isinstance(frames, str) else frames
    wait = require_wait(wait)
    listed = _list(transport, version, wait, on_wait)
    if on_closed is not None:
        for closed in listed.closed:
            on_closed(closed)
    chosen = [
        file for file in listed.files if globs.matches(file.path) and (wanted is None or file.frame in wanted)
    ]
    if not chosen:
        raise _nothing_to_fetch(listed)
    folder = Path(out)
    with _alone_in(folder):
        _require_no_links(folder, chosen)
        _note(folder, chosen)
        fetched = _Fetch(transport, folder, listed, wait, on_wait).all(chosen, jobs, on_file)
    return Delivery(os.fspath(out), tuple(chosen), fetched, tuple(closed.message for closed in listed.closed))


def _list(
    transport: Transport, version: int | None, wait: float, on_wait: OnWait | None
) -> DeliveryList:
    outage = Outage(wait, on_wait)
    while True:
        try:
            return list_delivery(transport, version)
        except UnreachableError as error:
            if wait <= 0:
                raise
            outage.pause(error)


def _nothing_to_fetch(listed: DeliveryList) -> RefusedError:
    """A license that ended may be why: it is named first."""
    if listed.files:
        why = f"None of the {len(listed.files)} files fits only and frames. Paths are those that /delivery lists."
        return RefusedError(
            "NOTHING_SELECTED", " ".join([*(closed.message for closed in listed.closed), why])
        )
    for closed in listed.closed:
        return RefusedError(closed.code, closed.message)
    return RefusedError("NOTHING_SELECTED", "The token opens no file: all were taken down.")


def _require_no_links(folder: Path, files: list[DeliveredFile]) -> None:
    """What is written through a link lies elsewhere."""
    paths = {Path(RECORD_NAME)}
    for file in files:
        path = path_below(Path(), file.path)
        paths.update((path, Path(f"{path}.part"), *path.parents))
    for path in sorted(paths - {Path()}):
        if (folder / path).is_symlink():
            raise RefusedError(
                "SYMBOLIC_LINK",
                f"{folder / path} is a symbolic link, through which no file is delivered. Remove it, or choose another "
                "folder.",
            )


def _note(folder: Path, files: list[DeliveredFile]) -> None:
    """Before the first of them is written, so that the record has what a kill leaves."""
    record = DeliveryRecord.read(folder)
    record.expect(files)
    try:
        record.write()
    except OSError as cause:
        raise local_failure(folder / RECORD_NAME, cause) from cause


class _Fetch:
    def __init__(
        self,
        transport: Transport,
        folder: Path,
        listed: DeliveryList,
        wait: float,
        on_wait: OnWait | None,
    ) -> None:
        self._transport = transport
        self._wait = wait
        self._on_wait = on_wait
        self._folder = folder
        self._listed_paths = {file.path for file in listed.files}
        self._stop = Event()
        #: What the store has lost holds none of the others up.
        self._lost: list[RefusedError] = []

    def all(self, files: list[DeliveredFile], jobs: int, on_file: OnFile | None) -> int:
        """How many were fetched. :raises LanranError: of the first that fails; the others are stopped"""
        fetched = 0
        pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="lanran-deliver")
        futures = {pool.submit(self._one, file): file for file in files}
        try:
            for future in as_completed(futures):
                was_fetched = future.result()
                if was_fetched is None:
                    continue
                fetched += 1 if was_fetched else 0
                if on_file is not None:
                    on_file(futures[future], was_fetched)
        finally:
            self._stop.set()
            for future in futures:
                future.cancel()
            pool.shutdown(wait=True)
        if self._lost:
            raise self._lost_error(len(files))
        return fetched

    def _one(self, file: DeliveredFile) -> bool | None:
        """Whether it was fetched, None for what the store has lost."""
        target = path_below(self._folder, file.path)
        part = path_below(self._folder, self._part_path(file.path))
        try:
            return FileDownload(
                self._transport, file, target, part, self._stop, wait=self._wait, on_wait=self._on_wait
            ).run()
        except RefusedError as error:
            if error.code not in LOST_CODES:
                raise
            self._lost.append(error)
            return None

    def _part_path(self, path: str) -> str:
        """A listed file may itself be called ``NAME.part``."""
        part = f"{path}.part"
        while part in self._listed_paths:
            part += ".part"
        return part

    def _lost_error(self, count: int) -> RefusedError:
        messages = "\n".join(error.message for error in self._lost)
        return RefusedError(
            self._lost[0].code,
            f"{len(self._lost)} of {count} files could not be given out; all others are there.\n{messages}",
        )


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """The folder, made where it is missing, with a lock that ends with this process however it ends.

    Windows and some network disks have no such lock; there two deliveries write the same bytes.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise local_failure(folder, cause) from cause
    if fcntl is None:
        yield
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as cause:
        raise local_failure(folder, cause) from cause
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalFileError(
                f"Another delivery writes into {folder}. Wait until it has ended, or choose another folder.",
                code="OUT_IN_USE",
            ) from None
        except OSError:
            pass
        yield
    finally:
        os.close(descriptor)
