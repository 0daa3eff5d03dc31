#!/usr/bin/env python3
"""Holds the cases from the field against their right answers: row, expected, found.

usage: table.py CAIRN FOLDER
Prints a line for each row; exit code 1 when one is wrong, 77 when the folder does not exist.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from answers import Case  # noqa: E402
from rows import all_rows  # noqa: E402

SKIPPED = 77  # what ctest takes as skipped


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    if not data.is_dir():
        print(f"skipped: no folder {data}")
        return SKIPPED
    wrong = 0
    for name, path, answers in all_rows(data):
        case = Case(program, data / path)
        for expected in answers:
            found = expected(case)
            wrong += found is not None
            print(f"{'wrong' if found else 'right'} | {name} ({path.rsplit('/', 1)[1]}) | {expected.text} | {found or 'as expected'}")
    print(f"{wrong} wrong answers")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
