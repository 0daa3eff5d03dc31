"""The check of includes finds what it is for."""
import tempfile
import unittest
from pathlib import Path

from check_includes import faults_of

TREE = {
    "base/CMakeLists.txt": "cairn_library(cairn_base SOURCES text.cpp)",
    "base/text.hpp": "",
    "base/text.cpp": '#include "base/text.hpp"',
    "builder/interpret/CMakeLists.txt":
        "cairn_library(cairn_interpret SOURCES interpret.cpp space/grid.cpp USES cairn_base)",
    "builder/interpret/interpret.hpp": "",
    "builder/interpret/findings.hpp": "",
    "builder/interpret/interpret.cpp": '#include "builder/interpret/space/grid.hpp"',
    "builder/interpret/space/grid.hpp": '#include "builder/interpret/findings.hpp"',
    "builder/interpret/space/grid.cpp": '#include "base/text.hpp"',
    "builder/interpret/time/axis.hpp": '#include "builder/interpret/space/grid.hpp"',
}


class CheckIncludes(unittest.TestCase):
    def faults(self, **changed):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**TREE, **changed.get("files", {})}.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return list(faults_of(Path(folder)))

    def one_fault(self, name, text):
        faults = self.faults(files={name: text})
        self.assertEqual(len(faults), 1, faults)
        self.assertTrue(faults[0].startswith(name), faults)

    def test_a_good_tree_has_none(self):
        self.assertEqual(self.faults(), [])

    def test_a_target_that_is_not_linked(self):
        self.one_fault("base/text.cpp", '#include "builder/interpret/findings.hpp"')

    def test_a_room_that_stands_above(self):
        self.one_fault("builder/interpret/space/grid.cpp", '#include "builder/interpret/time/axis.hpp"')

    def test_the_roof_of_the_rooms(self):
        self.one_fault("builder/interpret/space/grid.cpp", '#include "builder/interpret/interpret.hpp"')

    def test_the_ground_of_the_rooms(self):
        self.one_fault("builder/interpret/findings.hpp", '#include "builder/interpret/space/grid.hpp"')

    def test_a_room_without_a_row(self):
        self.one_fault("builder/interpret/cellar/jar.hpp", '#include "builder/interpret/findings.hpp"')
