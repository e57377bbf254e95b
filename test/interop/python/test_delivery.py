import errno
import os
import random
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

from bags import ASSET, sha256
from file_routes import TOKEN, FileRoutes, refuse, send

from lanran import (
    ArgumentError,
    Lanran,
    LocalFileError,
    RefusedError,
    UnreachableError,
    UntrustworthyAnswerError,
)
from lanran.delivery_record import DeliveryRecord

FILES = {
    "plates/plate.1001.exr": bytes(range(256)) * 5000,
    "plates/plate.1002.exr": b"two",
    "贵州/苗绣 100%.png": b"three",
    "empty": b"",
}


class ADelivery(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name) / "out"
        pauses = mock.patch("lanran.outage.PAUSES_SECONDS", (0.0,) * 5)
        pauses.start()
        self.addCleanup(pauses.stop)

    def serve(self, files=FILES, **more):
        routes = FileRoutes(files, **more)
        self.addCleanup(routes.close)
        return routes

    def deliver(self, routes, **more):
        return Lanran(routes.url).deliver(TOKEN, self.out, **more)

    def there(self):
        names = (path.relative_to(self.out).as_posix() for path in self.out.rglob("*") if path.is_file())
        return {name: (self.out / name).read_bytes() for name in names if name != ".lanran-delivery.json"}

    def test_brings_every_file_byte_for_byte_and_asks_for_none_twice(self):
        routes = self.serve()
        self.assertEqual(self.deliver(routes).fetched, 4)
        self.assertEqual(self.there(), FILES)
        asked = len(routes.asked)
        self.assertEqual(self.deliver(routes).fetched, 0)
        self.assertEqual(len(routes.asked), asked)

    def test_goes_on_where_a_part_ends_whatever_the_cut(self):
        path, content = next(iter(FILES.items()))
        routes = self.serve({path: content})
        for cut in [0, 1, len(content) - 1, len(content), *random.Random(7).sample(range(len(content)), 5)]:
            with self.subTest(cut):
                routes.asked.clear()
                target = self.out / path
                target.unlink(missing_ok=True)
                target.parent.mkdir(parents=True, exist_ok=True)
                (self.out / f"{path}.part").write_bytes(content[:cut])
                self.deliver(routes)
                self.assertEqual(self.there(), {path: content})
                expected = [] if cut == len(content) else [(path, None if cut == 0 else f"bytes={cut}-")]
                self.assertEqual(routes.asked, expected)

    def test_goes_on_after_connections_that_end_early_and_a_server_that_is_away(self):
        routes = self.serve()
        answers = iter([1000, 503, 500_000])

        def disturb(handler, path):
            if path != "plates/plate.1001.exr" or (kind := next(answers, None)) is None:
                return False
            if kind == 503:
                refuse(handler, 503, "UNAVAILABLE", "Later.")
            else:
                rest = FILES[path][int((handler.headers.get("Range") or "bytes=0-")[6:-1]) :]
                first = len(FILES[path]) - len(rest)
                told = {"Content-Range": f"bytes {first}-{len(FILES[path]) - 1}/{len(FILES[path])}"}
                send(handler, 206 if first else 200, rest[:kind], told if first else None, length=len(rest))
            return True

        routes.disturb = disturb
        self.deliver(routes, jobs=2)
        self.assertEqual(self.there(), FILES)

    def test_writes_nothing_through_a_link(self):
        routes = self.serve()
        elsewhere = self.out.parent / "elsewhere"
        elsewhere.mkdir()
        for name in ["plates", "plates/plate.1001.exr", "plates/plate.1002.exr.part", ".lanran-delivery.json"]:
            with self.subTest(name):
                link = self.out / name
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(elsewhere / "absent" if "." in name else elsewhere)
                with self.assertRaises(RefusedError) as caught:
                    self.deliver(routes)
                self.assertEqual(caught.exception.code, "SYMBOLIC_LINK")
                self.assertIn(name, str(caught.exception))
                self.assertEqual(list(elsewhere.iterdir()), [])
                link.unlink()

    def test_gives_up_after_a_server_that_stays_away_and_keeps_what_came(self):
        routes = self.serve()
        routes.disturb = lambda handler, path: (
            path.startswith("plates") and (refuse(handler, 503, "UNAVAILABLE", "Later.") or True)
        )
        with self.assertRaises(UnreachableError):
            self.deliver(routes, jobs=1)
        routes.disturb = lambda handler, path: False
        self.deliver(routes)
        self.assertEqual(self.there(), FILES)

    def test_names_no_empty_file_that_the_server_never_gave(self):
        routes = self.serve({"empty": b""})
        routes.disturb = lambda handler, path: refuse(handler, 503, "UNAVAILABLE", "Later.") or True
        with self.assertRaises(UnreachableError):
            self.deliver(routes)
        self.assertEqual(list(self.there()), ["empty.part"])

    def test_refuses_content_that_is_not_the_listed_file_and_names_nothing_by_it(self):
        routes = self.serve()
        tampered = {path: bytes([content[0] ^ 1]) + content[1:] for path, content in FILES.items() if content}
        routes.disturb = lambda handler, path: (
            path in tampered and (send(handler, 200, tampered[path]) or True)
        )
        with self.assertRaises(RefusedError) as raised:
            self.deliver(routes, jobs=1)
        self.assertEqual(raised.exception.code, "CONTENT_MISMATCH")
        self.assertNotIn("plates/plate.1001.exr", self.there())

    def test_refuses_more_bytes_than_listed_and_another_range_than_asked_for(self):
        routes = self.serve({"a": b"abc"})
        routes.disturb = lambda handler, path: send(handler, 200, b"abcd") or True
        with self.assertRaisesRegex(RefusedError, "more than 3 bytes"):
            self.deliver(routes)
        (self.out / "a.part").write_bytes(b"a")
        routes.disturb = lambda handler, path: (
            send(handler, 206, b"abc", {"Content-Range": "bytes 0-2/3"}) or True
        )
        with self.assertRaisesRegex(RefusedError, "asked for bytes from 1"):
            self.deliver(routes)

    def test_begins_anew_where_a_part_is_too_long(self):
        routes = self.serve({"a": b"abc"})
        self.out.mkdir()
        (self.out / "a.part").write_bytes(b"abcd")
        self.deliver(routes)
        self.assertEqual(self.there(), {"a": b"abc"})

    def test_begins_anew_where_a_part_is_of_other_content(self):
        routes = self.serve({"a": b"abc"})
        self.out.mkdir()
        (self.out / "a.part").write_bytes(b"xy")
        with self.assertRaises(RefusedError):
            self.deliver(routes)
        self.deliver(routes)
        self.assertEqual(self.there(), {"a": b"abc"})

    def test_overwrites_no_other_content(self):
        routes = self.serve()
        (self.out / "plates").mkdir(parents=True)
        (self.out / "plates/plate.1002.exr").write_bytes(b"own")
        with self.assertRaises(RefusedError) as raised:
            self.deliver(routes)
        self.assertEqual(raised.exception.code, "FILE_EXISTS")
        self.assertEqual((self.out / "plates/plate.1002.exr").read_bytes(), b"own")

    def test_overwrites_nothing_that_came_while_it_fetched(self):
        routes = self.serve({"a": b"abc"})
        routes.disturb = lambda handler, path: (self.out / "a").write_bytes(b"own") and False
        with self.assertRaises(RefusedError):
            self.deliver(routes)
        self.assertEqual((self.out / "a").read_bytes(), b"own")

    def test_stops_at_the_first_refusal_and_says_it(self):
        routes = self.serve({f"{at}": b"x" for at in range(50)})
        routes.disturb = lambda handler, path: (
            refuse(handler, 403, "FORBIDDEN", "The license was revoked.") or True
        )
        with self.assertRaisesRegex(RefusedError, "The license was revoked") as raised:
            self.deliver(routes, jobs=2)
        self.assertEqual(raised.exception.code, "FORBIDDEN")
        self.assertLess(len(routes.asked), 10)
        self.assertLess(len(self.there()), 10)

    def test_brings_all_others_when_the_store_has_lost_one(self):
        routes = self.serve()
        routes.disturb = lambda handler, path: (
            path == "empty" and (refuse(handler, 502, "CONTENT_MISSING", "It is gone.") or True)
        )
        with self.assertRaisesRegex(RefusedError, "1 of 4 files") as raised:
            self.deliver(routes)
        self.assertEqual(raised.exception.code, "CONTENT_MISSING")
        self.assertEqual(len(self.there()), 4)  # three files, and the part of what is lost
        self.assertNotIn("empty", self.there())

    def test_chooses_by_glob_and_frame(self):
        routes = self.serve()
        self.deliver(routes, only="*.exr", frames="1002-1010")
        self.assertEqual(list(self.there()), ["plates/plate.1002.exr"])
        with self.assertRaises(RefusedError) as raised:
            self.deliver(routes, only="*.dpx")
        self.assertEqual(raised.exception.code, "NOTHING_SELECTED")
        for jobs in (0, 65, True):
            with self.assertRaises(ArgumentError):
                self.deliver(routes, jobs=jobs)

    def test_takes_frames_as_the_platform_tells_them(self):
        lines = self.serve().listed()
        lines[0]["frame"] = None
        lines[2]["frame"] = {"number": 7, "sequence": "…"}
        routes = self.serve(lines=lines)
        self.deliver(routes, frames="7,1001")
        self.assertEqual(list(self.there()), ["贵州/苗绣 100%.png"])

    def test_refuses_a_list_that_leaves_the_folder_or_is_malformed(self):
        for change in (
            {"path": "../x"},
            {"path": "/etc/x"},
            {"path": "a\\b"},
            {"sha256": "00"},
            {"bytes": -1},
            {"bytes": 1.5},
            {"id": "../../rpc"},
            {"id": None},
        ):
            with self.subTest(change):
                line = {"id": f"{ASSET}.1.0", "path": "a", "bytes": 1, "sha256": sha256(b"a"), **change}
                with self.assertRaises(UntrustworthyAnswerError):
                    self.deliver(self.serve(lines=[line]))
                self.assertFalse(self.out.exists())

    def test_says_which_licenses_ended_and_puts_each_asset_into_its_folder(self):
        folder, other = ASSET[2:18], "0x" + "11" * 32
        lines = [
            {"id": f"{ASSET}.1.0", "asset": ASSET, "path": f"{folder}/a", "bytes": 1, "sha256": sha256(b"a")},
            {"license": "0x", "asset": other, "closed": {"code": "FORBIDDEN", "message": "It has ended."}},
        ]
        delivery = self.deliver(self.serve({"a": b"a"}, lines=lines))
        self.assertEqual(delivery.notes, ("It has ended.",))
        self.assertEqual([(file.path, file.asset_path) for file in delivery.files], [(f"{folder}/a", "a")])
        self.assertEqual(
            Lanran.resolve(f"lanran://{ASSET}@1/a", self.out), os.path.abspath(self.out / folder / "a")
        )
        with self.assertRaises(RefusedError) as raised:
            self.deliver(self.serve(lines=lines[1:]))
        self.assertEqual((raised.exception.code, raised.exception.message), ("FORBIDDEN", "It has ended."))

    def test_names_the_licenses_that_ended_first_when_nothing_is_selected(self):
        lines = [
            {"id": f"{ASSET}.1.0", "asset": ASSET, "path": "a", "bytes": 1, "sha256": sha256(b"a")},
            {"license": "0x", "asset": ASSET, "closed": {"code": "FORBIDDEN", "message": "It was revoked."}},
        ]
        heard = []
        with self.assertRaises(RefusedError) as raised:
            self.deliver(
                self.serve({"a": b"a"}, lines=lines),
                only="*.exr",
                on_closed=lambda closed: heard.append(closed.message),
            )
        self.assertEqual(raised.exception.code, "NOTHING_SELECTED")
        self.assertTrue(raised.exception.message.startswith("It was revoked. None of the 1 files fits"))
        self.assertEqual(heard, ["It was revoked."])

    def test_waits_for_a_platform_that_starts_again_and_goes_on(self):
        routes = self.serve()
        answer, left = routes.answer, [3, 9]
        starting = b'{"status": "starting"}'

        def restarting(handler):
            is_list = handler.path.startswith("/delivery")
            at = 0 if is_list else 1
            if left[at] == 0:
                return answer(handler)
            left[at] -= 1
            return send(handler, 503, starting)

        routes.answer = restarting
        with mock.patch("lanran.outage.LATER_PAUSE_SECONDS", 0.0):
            heard = []
            self.assertEqual(self.deliver(routes, jobs=1, wait=60, on_wait=heard.append).fetched, 4)
        self.assertEqual((left, self.there()), ([0, 0], FILES))
        self.assertTrue(all(isinstance(error, UnreachableError) for error in heard) and heard)

    def test_gives_the_list_up_at_once_unless_it_is_told_to_wait(self):
        routes = self.serve()
        routes.answer = lambda handler: send(handler, 503, b'{"status": "starting"}')
        with self.assertRaises(UnreachableError):
            self.deliver(routes)
        with self.assertRaises(UnreachableError), mock.patch("lanran.outage.LATER_PAUSE_SECONDS", 0.0):
            self.deliver(routes, wait=0.05)
        for wrong in [-1, True, "5", float("inf")]:
            with self.assertRaises(ArgumentError):
                self.deliver(routes, wait=wrong)

    def test_notes_what_it_writes_before_it_does_and_nothing_that_lay_there(self):
        routes = self.serve({"own": b"own", "new": b"new"})
        self.out.mkdir()
        (self.out / "own").write_bytes(b"own")
        seen = []
        routes.disturb = lambda handler, path: seen.extend(DeliveryRecord.read(self.out).files) and False
        self.deliver(routes)
        self.assertEqual((seen, list(DeliveryRecord.read(self.out).files)), (["new"], ["new"]))
        self.deliver(routes)
        self.assertEqual(list(DeliveryRecord.read(self.out).files), ["new"])

    def test_writes_over_no_record_that_it_cannot_read(self):
        self.out.mkdir()
        (self.out / ".lanran-delivery.json").write_text("{")
        with self.assertRaises(LocalFileError) as raised:
            self.deliver(self.serve())
        self.assertEqual(raised.exception.code, "DELIVERY_RECORD_UNREADABLE")

    def test_refuses_a_second_delivery_into_the_folder(self):
        routes = self.serve({"a": b"abc"})
        begun, go_on = threading.Event(), threading.Event()
        routes.disturb = lambda handler, path: (begun.set() or go_on.wait(30)) and False
        first = threading.Thread(target=self.deliver, args=(routes,))
        first.start()
        begun.wait(30)
        with self.assertRaises(LocalFileError) as raised:
            self.deliver(routes)
        self.assertEqual(raised.exception.code, "OUT_IN_USE")
        go_on.set()
        first.join()
        self.assertEqual(self.there(), {"a": b"abc"})

    def test_reports_a_full_disk_and_names_nothing(self):
        routes = self.serve({"a": b"abc"})
        full = OSError(errno.ENOSPC, "No space left on device")
        # Of the record, then of the file.
        for outcomes, there in (([full], []), ([None, full], ["a.part"])):
            with mock.patch("os.fsync", side_effect=outcomes), self.assertRaises(LocalFileError) as raised:
                self.deliver(routes)
            self.assertEqual(raised.exception.code, "DISK_FULL")
            self.assertEqual(list(self.there()), there)
        self.deliver(routes)
        self.assertEqual(self.there(), {"a": b"abc"})

    def test_keeps_files_apart_whose_names_end_with_part(self):
        files = {"a.part": b"defg", "a": b"abc"}
        routes = self.serve(files)
        self.deliver(routes, jobs=1)
        self.assertEqual(self.there(), files)

    def test_is_refused_with_another_token_and_tells_it_to_no_other_host(self):
        routes = self.serve()
        with self.assertRaises(RefusedError) as raised:
            Lanran(routes.url).deliver("ldt_other", self.out)
        self.assertEqual(raised.exception.code, "DELIVERY_TOKEN_REFUSED")
        for token in ("", "two words", "öl"):
            with self.assertRaises(ArgumentError):
                Lanran(routes.url).deliver(token, self.out)
        # The addresses in a list are not followed.
        lines = [{**line, "url": "http://127.0.0.1:1/steal"} for line in routes.listed()]
        self.assertEqual(self.deliver(self.serve(lines=lines)).fetched, 4)


if __name__ == "__main__":
    unittest.main()
