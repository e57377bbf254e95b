"""One file: fetched into ``.part``, going on where it broke off, and named once it is the right one."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

import requests
import urllib3

from .delivery_list import DeliveredFile
from .errors import LanranError, LocalFileError, RefusedError, UnreachableError
from .outage import OnWait, Outage
from .transport import Transport

READ_BYTES = 1024 * 1024
#: What the store lost or holds altered does not come by asking again.
LOST_CODES = frozenset({"CONTENT_DAMAGED", "CONTENT_MISSING", "CONTENT_UNREADABLE"})


class StoppedError(LanranError):
    """Another file of the delivery failed, or the delivery was interrupted."""

    code = "STOPPED"


class FileDownload:
    """Fetches one file. ``run`` may be repeated after any end, a kill included."""

    def __init__(
        self,
        transport: Transport,
        file: DeliveredFile,
        target: Path,
        part: Path,
        stop: Event,
        *,
        wait: float = 0.0,
        on_wait: OnWait | None = None,
    ) -> None:
        self._transport = transport
        self._file = file
        self._target = target
        self._part = part
        self._stop = stop
        self._outage = Outage(wait, on_wait)
        #: Of the first ``_have`` bytes of the part.
        self._digest = hashlib.sha256()
        self._have = 0

    def run(self) -> bool:
        """Whether it was fetched; False when the file was here already.

        :raises RefusedError: FILE_EXISTS for other content in the way, CONTENT_MISMATCH for what is not the listed file
        """
        try:
            if self._target.exists() or self._target.is_symlink():
                self._require_same()
                return False
            self._target.parent.mkdir(parents=True, exist_ok=True)
            with open(
                os.open(self._part, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b"
            ) as part:
                self._fetch(part)
                part.flush()
                os.fsync(part.fileno())
            self._name()
            return True
        except OSError as cause:
            raise local_failure(self._target, cause) from cause

    def _require_same(self) -> None:
        is_file = self._target.is_file() and self._target.stat().st_size == self._file.bytes
        if is_file and self._digest_of_target() == self._file.sha256:
            return
        raise RefusedError(
            "FILE_EXISTS",
            f"{self._target} exists and is another file. Move it away, or choose another folder.",
        )

    def _digest_of_target(self) -> str:
        digest = hashlib.sha256()
        with open(self._target, "rb") as file:
            self._read_into(digest, file)
        return digest.hexdigest()

    def _read_into(self, digest: Any, file: BinaryIO) -> int:
        """How many bytes were read."""
        total = 0
        while True:
            self._require_going()
            portion = file.read(READ_BYTES)
            if not portion:
                return total
            digest.update(portion)
            total += len(portion)

    def _fetch(self, part: BinaryIO) -> None:
        """All bytes, written by their positions: a second process that fetches the same file writes the same."""
        self._have = self._read_into(self._digest, part)
        if self._have > self._file.bytes:
            self._begin_anew()
        # An empty file needs its one request too: it may be refused.
        needs_request = self._file.bytes == 0
        while self._have < self._file.bytes or needs_request:
            before = self._have
            try:
                self._fetch_rest(part)
                needs_request = False
            except UnreachableError as error:
                if self._have > before:
                    self._outage.end()
                self._outage.pause(error, self._pause)
        part.truncate(self._file.bytes)
        self._require_listed(part)

    def _fetch_rest(self, part: BinaryIO) -> None:
        """:raises UnreachableError: also when the connection ends early; what came stays"""
        headers = {}
        if self._have > 0:
            headers = {"Range": f"bytes={self._have}-", "If-Range": f'"{self._file.sha256}"'}
        with self._transport.get(f"/files/{self._file.id}", headers) as response:
            if response.status_code not in (200, 206):
                raise self._refusal(response)
            if response.status_code == 206:
                self._require_range(response)
            elif self._have > 0:
                self._begin_anew()
            part.seek(self._have)
            try:
                for portion in response.raw.stream(READ_BYTES, decode_content=False):
                    self._take(portion, part)
            except (requests.RequestException, urllib3.exceptions.HTTPError) as cause:
                raise self._transport.unreachable(cause) from cause
        if self._have < self._file.bytes:
            raise self._transport.unreachable("the connection ended early")

    def _take(self, portion: bytes, part: BinaryIO) -> None:
        self._require_going()
        if self._have + len(portion) > self._file.bytes:
            raise self._mismatch(f"it has more than {self._file.bytes} bytes")
        part.write(portion)
        self._digest.update(portion)
        self._have += len(portion)

    def _begin_anew(self) -> None:
        self._digest, self._have = hashlib.sha256(), 0

    def _require_range(self, response: requests.Response) -> None:
        told = response.headers.get("Content-Range", "")
        if re.fullmatch(rf"bytes {self._have}-\d+/(?:{self._file.bytes}|\*)", told) is None:
            raise self._mismatch(f"asked for bytes from {self._have}, it sent {told or 'no range'}")

    def _refusal(self, response: requests.Response) -> Exception:
        refusal = self._transport.refusal(response)
        if not isinstance(refusal, RefusedError):
            return refusal
        if response.status_code >= 500 and refusal.code not in LOST_CODES:
            return self._transport.unreachable(f"status {response.status_code}: {refusal.message}")
        return RefusedError(
            refusal.code,
            f"{self._file.path}: {refusal.message}",
            reasons=refusal.reasons,
            request_id=refusal.request_id,
        )

    def _require_listed(self, part: BinaryIO) -> None:
        found = self._digest.hexdigest()
        if found == self._file.sha256:
            return
        part.truncate(0)
        raise self._mismatch(f"its SHA-256 is {found}, listed was {self._file.sha256}")

    def _mismatch(self, what: str) -> RefusedError:
        return RefusedError(
            "CONTENT_MISMATCH",
            f"{self._file.path}: what arrived is not the listed file: {what}. Try again; if it stays, tell the holder "
            "and an auditor.",
        )

    def _name(self) -> None:
        """Whole and under its name at once; what another process put there meanwhile stays."""
        try:
            os.link(self._part, self._target)
        except FileExistsError:
            self._require_same()
        except OSError:
            # A file system without hard links.
            if self._target.exists():
                self._require_same()
            else:
                os.rename(self._part, self._target)
                return
        self._part.unlink(missing_ok=True)

    def _pause(self, seconds: float) -> None:
        self._stop.wait(seconds)
        self._require_going()

    def _require_going(self) -> None:
        if self._stop.is_set():
            raise StoppedError("The delivery was stopped. Run it again to go on.")


def local_failure(target: Path, cause: OSError) -> LanranError:
    if cause.errno in (errno.ENOSPC, errno.EDQUOT):
        return LocalFileError(
            f"There is no room for {target}. Make room, then run it again: it goes on where it was.",
            code="DISK_FULL",
        )
    return LocalFileError(
        f"{target} can't be written or read: {cause.strerror or cause}. Nothing was named by it."
    )
