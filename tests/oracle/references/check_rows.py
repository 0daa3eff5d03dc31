#!/usr/bin/env python3
"""Compares the rows of Parquet files with those that DuckDB found.

usage: check_rows.py PARQUET_ROWS EXPECTED SHARED_DATA

A line of EXPECTED: number of rows, SHA-256 of the rows as lines of JSON (see parquet_rows.cpp), path below SHARED_DATA.
`duckdb_rows.mjs` writes such lines. Exits 1 when rows differ, 77 when the data are not there.
"""
import hashlib
import os
import subprocess
import sys


def main():
    program, expected, data = sys.argv[1:4]
    if not os.path.isdir(os.path.join(data, "kerchunk")):
        print("skipped: no", data)
        sys.exit(77)
    wrong = total = 0
    with open(expected, encoding="utf-8") as file:
        for line in file:
            rows, digest, path = line.split(None, 2)
            found = subprocess.run([program, os.path.join(data, path.strip())], capture_output=True, check=True).stdout
            total += found.count(b"\n")
            if found.count(b"\n") != int(rows) or hashlib.sha256(found).hexdigest() != digest:
                print("differs:", path.strip())
                wrong += 1
    print(total, "rows,", wrong, "files differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
