import unittest

from lanran import ArgumentError
from lanran.frames import frame_of, parse_frames, parse_globs


class Frames(unittest.TestCase):
    def test_are_ranges_with_both_ends_steps_and_single_ones(self):
        frames = parse_frames("1001-1010x3, 1020,-5--3")
        inside = [number for number in range(-10, 1100) if number in frames]
        self.assertEqual(inside, [-5, -4, -3, 1001, 1004, 1007, 1010, 1020])
        self.assertNotIn(None, frames)

    def test_are_refused_when_malformed(self):
        for text in ("", "a", "1-", "10-1", "1-5x0", "1;2"):
            with self.subTest(text), self.assertRaises(ArgumentError):
                parse_frames(text)

    def test_are_read_from_names_where_the_platform_says_nothing(self):
        for path, frame in {
            "a/plate.1001.exr": 1001,
            "plate.-005.exr": -5,
            "plate_0042.dpx": 42,
            "v2/notes.txt": None,
            "plate.mov": None,
        }.items():
            with self.subTest(path):
                self.assertEqual(frame_of(path), frame)


class Globs(unittest.TestCase):
    def chosen(self, globs):
        paths = ["a.exr", "plates/b.exr", "plates/deep/c.exr", "plates/b.txt", "[x].exr"]
        return [path for path in paths if parse_globs(globs).matches(path)]

    def test_without_a_slash_compare_names_in_any_folder(self):
        self.assertEqual(self.chosen("*.exr"), ["a.exr", "plates/b.exr", "plates/deep/c.exr", "[x].exr"])
        self.assertEqual(self.chosen("[bc].exr"), ["plates/b.exr", "plates/deep/c.exr"])

    def test_with_a_slash_compare_the_whole_path(self):
        self.assertEqual(self.chosen("plates/*.exr"), ["plates/b.exr"])
        self.assertEqual(self.chosen("plates/**/*.exr"), ["plates/b.exr", "plates/deep/c.exr"])
        self.assertEqual(self.chosen("plates/**"), ["plates/b.exr", "plates/deep/c.exr", "plates/b.txt"])

    def test_have_alternatives_and_are_joined(self):
        self.assertEqual(self.chosen("{a,b}.{exr,txt}"), ["a.exr", "plates/b.exr", "plates/b.txt"])
        self.assertEqual(self.chosen(["a.*", "[!ab].exr"]), ["a.exr", "plates/deep/c.exr"])

    def test_take_everything_when_there_are_none(self):
        self.assertEqual(len(self.chosen(None)), 5)


if __name__ == "__main__":
    unittest.main()
