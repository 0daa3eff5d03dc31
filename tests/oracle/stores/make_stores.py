#!/usr/bin/env python3
"""Writes the stores that the tests of this folder are about, each below the folder of its case. usage: make_stores.py OUT

Needs Debian's python3-numpy and python3-numcodecs.
"""
import sys

import models
import odd
import scenes


def stores():
    """Path below OUT -> store."""
    made = {
        f"eopf_v2/{scenes.SCENE}.zarr": scenes.eopf(2),
        f"eopf_v3/{scenes.SCENE}.zarr": scenes.eopf(3),
        f"multiscales/{scenes.SCENE}.zarr": scenes.multiscales(),
        "scene/datastore.zarr": scenes.sprint_scene(),
        "icon/ICON_d3hp003.zarr": models.icon(),
        "icon_v3/ICON_d3hp003.zarr": models.icon(3),
        "dkrz/d3hp003.zarr": models.icon(2, {"clt": (("time", "cell"), "total cloud cover", "clt", "m2 m-2")}),
        "levels/datastore.zarr": models.icon(2, {
            "clivi": (("time", "cell"), "Cloud Ice Vertically Integrated", "atmosphere_mass_content_of_cloud_ice", "kg m-2"),
            "clwvi": (("time", "cell"), "Cloud Water Vertically Integrated", "atmosphere_cloud_condensed_water_content", "kg m-2")}),
        "cmip6_tree/CMIP6_CESM2.zarr": models.cmip6(3, "rlus", 1950, 151),
        "codecs/codecs_v2.zarr": odd.codecs_v2(),
        "codecs/codecs_v3.zarr": odd.codecs_v3(),
    }
    for version in (2, 3):
        made |= {
            f"cmip6_v{version}/CMIP6_CESM2_rlus.zarr": models.cmip6(version),
            f"tree_v{version}/datastore.zarr": models.tree(version),
            f"bands_v{version}/stacked.zarr": scenes.band_dimension(version),
            f"odd_v{version}/no_arrays.zarr": odd.no_arrays(version),
            f"odd_v{version}/root_array.zarr": odd.root_array(version),
            f"odd_v{version}/nested_root.zarr": odd.nested_root(version),
            f"odd_v{version}/stale.zarr": odd.stale(version),
            f"odd_v{version}/partial.zarr": odd.partial(version),
            f"odd_v{version}/walked.zarr": odd.small(version),
        }
        made |= {f"hostile_v{version}/{name}.zarr": store for name, store in odd.hostile(version).items()}
    return made


def main(out):
    for path, store in stores().items():
        store.write(f"{out}/{path}")
    for version in (2, 3):
        odd.small(version).consolidate().write_zip(f"{out}/zip_v{version}/top.zarr.zip")
        odd.small(version).consolidate().write_zip(f"{out}/zip_v{version}/below.zarr.zip", "below.zarr/")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
