#!/usr/bin/env python3
"""Writes a kerchunk reference file (JSON, version 1) as large products have: one variable in many files.

    make_references.py OUT --sources 133000 --chunks 60

Every source holds two steps of time, in so many chunks. 133,000 sources of 60 chunks make a file of 1 GB.
"""
import argparse
import base64
import json
import struct

PREFIX = "https://data.example.org/archive/product/30min/atmos/r1i1p1/v20210618/pr"
STEPS = 2


def array(shape, chunks, dtype):
    return json.dumps({"zarr_format": 2, "shape": shape, "chunks": chunks, "dtype": dtype, "compressor": None,
                       "filters": None, "order": "C", "fill_value": None})


def metadata(sources, chunks):
    steps = sources * STEPS
    return {
        ".zgroup": json.dumps({"zarr_format": 2}),
        "time/.zarray": array([steps], [steps], "<i4"),
        "time/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": ["time"], "units": "minutes since 1998-01-01"}),
        "time/0": "base64:" + base64.b64encode(struct.pack(f"<{steps}i", *range(0, 30 * steps, 30))).decode(),
        "lat/.zarray": array([chunks], [chunks], "<f8"),
        "lat/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": ["lat"], "units": "degrees_north"}),
        "lat/0": "base64:" + base64.b64encode(struct.pack(f"<{chunks}d", *range(chunks))).decode(),
        "pr/.zarray": array([steps, chunks, 1440], [STEPS, 1, 1440], "<f4"),
        "pr/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": ["time", "lat", "lon"], "units": "kg m-2 s-1"}),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--sources", type=int, default=133000)
    parser.add_argument("--chunks", type=int, default=60)
    arguments = parser.parse_args()
    with open(arguments.out, "w", encoding="utf-8") as out:
        out.write('{"version": 1, "refs": ')
        out.write(json.dumps(metadata(arguments.sources, arguments.chunks))[:-1])
        for source in range(arguments.sources):
            url = f"{PREFIX}/pr_30min_r1i1p1_{source:08d}.nc"
            out.write("".join(f', "pr/{source}.{chunk}.0": ["{url}", {20000 + chunk * 2880}, {2000 + chunk}]'
                              for chunk in range(arguments.chunks)))
        out.write("}}")


if __name__ == "__main__":
    main()
