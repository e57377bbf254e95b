import os
import tempfile
import unittest
from pathlib import Path

from bags import ASSET, write, write_bag

from lanran import ArgumentError, Library, NotDeliveredError, Reference, ReferenceFormatError, parse_reference
from lanran.delivery_list import DeliveredFile
from lanran.delivery_record import DeliveryRecord

FILES = {"plates/plate.1001.exr": b"one", "贵州/苗绣 100%.png": b"two"}


class AReference(unittest.TestCase):
    def test_has_one_text_that_is_read_back(self):
        named = Reference(ASSET, 3, "贵州/苗绣 100%#?.png")
        self.assertEqual(parse_reference(str(named)), named)
        self.assertTrue(str(named).isascii())

    def test_may_have_characters_that_are_not_encoded(self):
        self.assertEqual(parse_reference(f"lanran://{ASSET}@1/贵州/苗绣.png").path, "贵州/苗绣.png")

    def test_is_refused_when_its_path_leaves_its_folder(self):
        for path in (
            "../x",
            "a/../../x",
            "%2e%2e/x",
            "a/%2E%2E/x",
            "/etc/passwd",
            "%2Fetc",
            "a//b",
            "a\\b",
            "C:/x",
            "",
        ):
            with self.subTest(path), self.assertRaises(ReferenceFormatError):
                parse_reference(f"lanran://{ASSET}@1/{path}")

    def test_is_refused_when_it_is_ambiguous_or_short(self):
        for text in (
            f"lanran://{ASSET}/a",
            f"lanran://{ASSET}@0/a",
            f"lanran://{ASSET[:-1]}@1/a",
            f"lanran://{ASSET.upper()}@1/a",
            f"lanran://{ASSET}@1/100%",
            f"lanran://{ASSET}@1/a?b",
            f"lanran://{ASSET}@1/%ff",
            f"file://{ASSET}@1/a",
            f"lanran://{ASSET}@1",
        ):
            with self.subTest(text), self.assertRaises(ReferenceFormatError) as raised:
                parse_reference(text)
            self.assertEqual(raised.exception.code, "BAD_REFERENCE")


class ALibrary(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(os.path.realpath(folder.name))

    def refer(self, path, version=1):
        return str(Reference(ASSET, version, path))

    def test_finds_files_below_data_of_a_package(self):
        write_bag(self.root, FILES)
        for path in FILES:
            self.assertEqual(Library(self.root).resolve(self.refer(path)), self.root / "data" / path)

    def test_finds_the_right_version_among_packages_side_by_side(self):
        write_bag(self.root / "first", {"a.png": b"old"}, version=1)
        write_bag(self.root / "second", {"a.png": b"new"}, version=2)
        library = Library(self.root)
        self.assertEqual(library.resolve(self.refer("a.png", 1)).read_bytes(), b"old")
        self.assertEqual(library.resolve(self.refer("a.png", 2)).read_bytes(), b"new")

    def test_never_gives_another_version_or_asset(self):
        write_bag(self.root, FILES, version=2)
        with self.assertRaises(NotDeliveredError) as raised:
            Library(self.root).resolve(self.refer("plates/plate.1001.exr", 1))
        self.assertIn("Here is version 2", str(raised.exception))
        with self.assertRaises(NotDeliveredError):
            Library(self.root).resolve(f"lanran://0x{'00' * 32}@2/plates/plate.1001.exr")

    def test_finds_what_a_delivery_wrote_and_nothing_else_beside_it(self):
        folder = ASSET[2:18]
        record = DeliveryRecord(self.root)
        record.expect(
            [DeliveredFile("id", f"{folder}/a.png", 1, "00" * 32, ASSET, 1, None, None, None, None)]
        )
        record.write()
        write(self.root / folder / "a.png", b"a")
        write(self.root / "b.png", b"b")
        library = Library(self.root)
        self.assertEqual(library.resolve(self.refer("a.png")), self.root / folder / "a.png")
        with self.assertRaises(NotDeliveredError):
            library.resolve(self.refer("b.png"))

    def test_finds_what_came_after_its_first_look(self):
        library = Library(self.root)
        with self.assertRaises(NotDeliveredError):
            library.resolve(self.refer("a.png"))
        write_bag(self.root / "package", {"a.png": b"a"})
        self.assertEqual(library.resolve(self.refer("a.png")).read_bytes(), b"a")

    def test_follows_no_link_out_of_the_package(self):
        write_bag(self.root / "package", {"a.png": b"a"})
        write(self.root / "secret", b"secret")
        (self.root / "package/data/link.png").symlink_to(self.root / "secret")
        (self.root / "package/data/up").symlink_to(self.root)
        for path in ("link.png", "up/secret"):
            with self.subTest(path), self.assertRaises(NotDeliveredError):
                Library(self.root).resolve(self.refer(path))

    def test_refuses_a_reference_that_was_made_to_leave_its_folder(self):
        write_bag(self.root, FILES)
        with self.assertRaises(ReferenceFormatError):
            Library(self.root).resolve(Reference(ASSET, 1, "../bagit.txt"))

    def test_says_each_time_which_root_is_no_folder(self):
        library = Library(f"{self.root}{os.pathsep}{self.root}/missing")
        for _ in range(2):
            with self.assertRaisesRegex(ArgumentError, "missing is no folder"):
                library.resolve(self.refer("a.png"))

    def test_passes_over_a_package_that_does_not_say_what_it_is(self):
        write_bag(self.root / "package", {"a.png": b"a"})
        write(self.root / "package/bag-info.txt", b"Payload-Oxum: 1.1\n")
        self.assertEqual(Library(self.root).resolve(self.refer("a.png")).read_bytes(), b"a")
        write(self.root / "package/provenance/license.lanran.json", b"{")
        with self.assertRaises(NotDeliveredError):
            Library(self.root).resolve(self.refer("a.png"))


if __name__ == "__main__":
    unittest.main()
