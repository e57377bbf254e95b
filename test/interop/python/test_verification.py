import datetime
import json
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from bags import ASSET, LAST_DAY, bundle, sha256, write, write_bag, write_manifests

from lanran import ArgumentError, LocalFileError, verify
from lanran.delivery_list import DeliveredFile
from lanran.delivery_record import DeliveryRecord

FILES = {"plates/plate.1001.exr": b"one", "贵州/100%.png": b"two", "empty": b""}
WITHIN = "2027-06-30"


def failed(folder, on=WITHIN):
    return {check.name: check.reason for check in verify(folder, on=on).checks if check.status == "fail"}


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(os.path.realpath(folder.name))


class APackage(Folder):
    def setUp(self):
        super().setUp()
        write_bag(self.root, FILES)

    def test_passes_whole(self):
        report = verify(self.root, on=WITHIN)
        self.assertTrue(report.is_complete, report)

    def test_fails_on_a_flipped_byte_of_a_file(self):
        write(self.root / "data/plates/plate.1001.exr", b"onf")
        self.assertIn("plates/plate.1001.exr was changed", failed(self.root)["payload"])

    def test_fails_on_a_flipped_byte_of_each_document(self):
        for name in (
            "manifest-sha256.txt",
            "tagmanifest-sha256.txt",
            "bagit.txt",
            "provenance/license.lanran.json",
        ):
            with self.subTest(name):
                path = self.root / name
                content = path.read_bytes()
                path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
                self.assertNotEqual(failed(self.root), {})
                path.write_bytes(content)

    def test_fails_for_a_missing_file_and_for_a_stray_one(self):
        (self.root / "data/empty").unlink()
        write(self.root / "data/stray", b"s")
        reason = failed(self.root)["payload"]
        self.assertIn("data/empty is missing", reason)
        self.assertIn("data/stray is not listed", reason)

    def test_fails_for_a_listed_file_that_was_left_out_when_it_was_packed_anew(self):
        (self.root / "data/empty").unlink()
        write(self.root / "bag-info.txt", (self.root / "bag-info.txt").read_bytes().replace(b"6.3", b"6.2"))
        write_manifests(self.root)
        self.assertEqual(failed(self.root), {"published files": "empty is missing"})

    def test_fails_where_a_changed_file_was_packed_anew(self):
        write(self.root / "data/plates/plate.1001.exr", b"two")
        write_manifests(self.root)
        self.assertEqual(list(failed(self.root)), ["published files"])

    def test_fails_for_a_link_and_for_a_path_that_leaves_it(self):
        (self.root / "data/link").symlink_to("/etc/passwd")
        self.assertIn("symbolic link", failed(self.root)["bag"])
        (self.root / "data/link").unlink()
        for path in ("data/../../x", "/etc/passwd", "../x", "bag-info.txt", "database"):
            with self.subTest(path):
                with open(self.root / "manifest-sha256.txt", "a", encoding="utf-8") as manifest:
                    manifest.write(f"{sha256(b'')}  {path}\n")
                self.assertIn("manifest-sha256.txt, line", failed(self.root)["bag"])
                write_manifests(self.root)

    def test_fails_when_its_size_is_not_the_stated_one(self):
        write(self.root / "bag-info.txt", b"Payload-Oxum: 7.3\n")
        write_manifests(self.root)
        self.assertEqual(list(failed(self.root)), ["size"])

    def test_fails_before_and_after_the_license(self):
        for day in ("2026-12-31", "2028-01-01"):
            self.assertEqual(list(failed(self.root, on=day)), ["license days"])
        for day in ("2027-01-01", "2027-12-31"):
            self.assertEqual(failed(self.root, on=day), {})

    def test_is_under_its_own_license_whatever_other_licenses_lie_in_it(self):
        after = "2028-01-01"
        for other in ({"license_id": "0x" + "11" * 32}, {"asset": "0x" + "22" * 32}):
            with self.subTest(other):
                proof = bundle(FILES, **other, last_day=LAST_DAY + 1000)
                write(self.root / "provenance/another.lanran.json", json.dumps(proof).encode())
                write_manifests(self.root)
                self.assertEqual(list(failed(self.root, on=after)), ["license days"])
                self.assertEqual(failed(self.root), {})

    def test_fails_where_the_one_proof_is_of_another_license(self):
        proof = bundle(FILES, license_id="0x" + "11" * 32)
        write(self.root / "provenance/license.lanran.json", json.dumps(proof).encode())
        write_manifests(self.root)
        self.assertEqual(list(failed(self.root)), ["license days"])

    def test_is_under_each_license_where_it_does_not_say_which_is_its_own(self):
        info = (self.root / "bag-info.txt").read_text().replace("Internal-Sender-Identifier", "Other-Label")
        write(self.root / "bag-info.txt", info.encode())
        proof = bundle(FILES, license_id="0x" + "11" * 32, last_day=LAST_DAY + 1000)
        write(self.root / "provenance/another.lanran.json", json.dumps(proof).encode())
        write_manifests(self.root)
        self.assertEqual(list(failed(self.root, on="2028-01-01")), ["license days"])

    def test_fails_after_the_last_day_that_it_states_where_no_proof_tells(self):
        (self.root / "provenance/license.lanran.json").unlink()
        with open(self.root / "bag-info.txt", "a", encoding="utf-8") as info:
            info.write("Lanran-License-Last-Day: 2027-12-31\n")
        write_manifests(self.root)
        self.assertEqual(list(failed(self.root, on="2028-01-01")), ["license days"])
        self.assertEqual([check.status for check in verify(self.root, on=WITHIN).checks][-1], "unknown")

    def test_does_not_know_of_a_license_that_has_yet_to_begin_unless_a_day_is_named(self):
        with mock.patch("lanran.verification.today", return_value=datetime.date(2026, 1, 1)):
            self.assertEqual([check.status for check in verify(self.root).checks][-1], "unknown")
        with mock.patch("lanran.verification.today", return_value=datetime.date(2028, 1, 1)):
            self.assertEqual([check.status for check in verify(self.root).checks][-1], "fail")

    def test_fails_when_it_is_called_another_version(self):
        info = (self.root / "bag-info.txt").read_text().replace("@1", "@2")
        write(self.root / "bag-info.txt", info.encode())
        write_manifests(self.root)
        self.assertEqual(list(failed(self.root)), ["published files"])

    def test_of_a_version_that_was_taken_later_is_compared_with_that_version(self):
        """The license's proof bundle is of the version that was sold."""
        root = self.root / "later"
        write_bag(root, {"a.png": b"new"}, version=2)
        sold = bundle({"a.png": b"old"})
        write(root / "provenance/license.lanran.json", json.dumps(sold).encode())
        later = {**bundle({"a.png": b"new"}, version=2), "license": None}
        write(root / "provenance/version-2.lanran.json", json.dumps(later).encode())
        write_manifests(root)
        self.assertTrue(verify(root, on=WITHIN).is_complete)
        (root / "provenance/version-2.lanran.json").unlink()
        write_manifests(root)
        self.assertEqual(list(failed(root)), ["published files"])

    def test_does_not_know_where_nothing_tells(self):
        (self.root / "provenance/license.lanran.json").unlink()
        (self.root / "tagmanifest-sha256.txt").unlink()
        report = verify(self.root, on=WITHIN)
        self.assertTrue(report.ok and not report.is_complete)

    def test_stays_whole_beside_files_that_no_tag_manifest_lists(self):
        write(self.root / "ascmhl/0002_farm.mhl", b"<hashlist/>")
        self.assertTrue(verify(self.root, on=WITHIN).is_complete)


class ADelivery(Folder):
    def deliver(self, ends):
        record = DeliveryRecord(self.root)
        record.expect(
            DeliveredFile("id", path, len(content), sha256(content), ASSET, 1, None, None, None, ends)
            for path, content in FILES.items()
        )
        record.write()
        for path, content in FILES.items():
            write(self.root / path, content)

    def test_passes_whole_and_fails_on_a_flipped_byte(self):
        self.deliver("2027-12-31")
        self.assertTrue(verify(self.root, on=WITHIN).is_complete)
        write(self.root / "贵州/100%.png", b"twp")
        (self.root / "empty").unlink()
        self.assertEqual(failed(self.root), {"files": "empty is missing; 贵州/100%.png was changed"})

    def test_fails_after_the_last_day_of_its_license(self):
        self.deliver("2027-06-29")
        self.assertEqual(list(failed(self.root)), ["license days"])

    def test_does_not_know_the_last_day_where_the_platform_did_not_say(self):
        self.deliver(None)
        self.assertEqual([check.status for check in verify(self.root, on=WITHIN).checks], ["pass", "unknown"])


class AnotherFolder(Folder):
    def test_is_bad_usage(self):
        with self.assertRaises(ArgumentError):
            verify(self.root)

    def test_is_refused_where_its_record_was_changed(self):
        entry = {"path": "../x", "bytes": 1, "sha256": "00", "license": None, "asset": None, "version": None}
        for record in (
            {"format": "lanran/delivery/1", "files": [entry]},
            {"format": "lanran/delivery/2", "files": []},
            7,
        ):
            write(self.root / ".lanran-delivery.json", json.dumps(record).encode())
            with self.subTest(record), self.assertRaises(LocalFileError) as raised:
                verify(self.root)
            self.assertEqual(raised.exception.code, "DELIVERY_RECORD_UNREADABLE")


if __name__ == "__main__":
    unittest.main()
