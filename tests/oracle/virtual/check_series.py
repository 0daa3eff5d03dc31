#!/usr/bin/env python3
"""Series of real and made files as one store: opened in one call, values equal at random points to those of the files.

usage: check_series.py CAIRN SHARED_DATA
"""
import glob
import os
import random
import sys
import tempfile

import opening
from opening import netCDF4, np

POINTS = 1000
WRONG = []


def check(holds, *what):
    if not holds:
        print("differs:", *what)
        WRONG.append(what)


def values_at_random(name, files, references, variables, along="time"):
    """Times are compared as dates: the store has one unit, the files may have several."""
    chance = random.Random(name)
    store = opening.open_xarray(references)
    steps = []  # (date, file, index)
    for path in files:
        with netCDF4.Dataset(path) as file:
            axis = file.variables[along]
            for i, date in enumerate(netCDF4.num2date(axis[:], axis.units, getattr(axis, "calendar", "standard"))):
                steps.append((date, path, i))
    steps.sort(key=lambda step: step[0])
    check(store.sizes[along] == len(steps), name, "steps", store.sizes[along], len(steps))
    raw = opening.open_zarr(references)
    units, calendar = raw[along].attrs["units"], raw[along].attrs.get("calendar", "standard")
    dates = netCDF4.num2date(raw[along][:], units, calendar)
    opened = {}
    for _ in range(POINTS):
        at = chance.randrange(len(steps))
        date, path, index = steps[at]
        check(abs((dates[at] - date).total_seconds()) < 0.001, name, "time", at, dates[at], date)
        file = opened.setdefault(path, opening.raw(path))
        variable = file.variables[chance.choice(variables)]
        axis = variable.dimensions.index(along)
        where = [chance.randrange(size) for size in variable.shape]
        where[axis] = index
        ours = list(where)
        ours[axis] = at
        check(opening.same(raw[variable.name][tuple(ours)], variable[tuple(where)]), name, variable.name, where, path)
    for file in opened.values():
        file.close()


def cmorph(cairn, shared, work):
    files = sorted(glob.glob(shared + "/cmorph/**/*.nc", recursive=True))
    if not files:
        return
    code, said = opening.virtualize(cairn, [shared + "/cmorph"], work + "/cmorph.json")
    check(code == 0, "cmorph", said)
    values_at_random("cmorph", files, work + "/cmorph.json", ["pr"])


def cmip6(cairn, shared, work):
    """Every folder of the mini archive that has a series."""
    folders = {}
    for path in glob.glob(shared + "/esgf-mini/**/*.nc", recursive=True):
        folders.setdefault(os.path.dirname(os.path.realpath(path)), set()).add(os.path.realpath(path))
    made = 0
    for folder, files in sorted(folders.items()):
        if len(files) < 2:
            continue
        out = f"{work}/tiles.json"
        code, said = opening.virtualize(cairn, sorted(files), out)
        if code != 0:
            print("refused:", folder, said.splitlines()[0])
            continue
        made += 1
        variable = os.path.basename(sorted(files)[0]).split("_")[0]
        values_at_random(folder, sorted(files), out, [variable])
    print("series of the mini archive:", made)


def coads(cairn, _, work):
    """A classic file with records, cut into a file a month."""
    whole = "/usr/share/ferret-vis/data/coads_climatology.cdf"
    if not os.path.exists(whole):
        return
    files = []
    with opening.raw(whole) as source:
        along = source.variables["SST"].dimensions[0]
        for month in range(source.dimensions[along].size):
            files.append(f"{work}/coads_{(month * 5) % 12:02}.nc")
            with netCDF4.Dataset(files[-1], "w", format="NETCDF3_CLASSIC") as target:
                for name, dimension in source.dimensions.items():
                    target.createDimension(name, None if name == along else dimension.size)
                for name, variable in source.variables.items():
                    attributes = {key: variable.getncattr(key) for key in variable.ncattrs()}
                    fill = attributes.pop("_FillValue", None)
                    copy = target.createVariable(name, variable.dtype, variable.dimensions, fill_value=fill)
                    copy.set_auto_maskandscale(False)
                    copy.setncatts(attributes)
                    copy[:] = variable[month:month + 1] if along in variable.dimensions else variable[:]
    code, said = opening.virtualize(cairn, files, work + "/coads.json", "--along", along)
    check(code == 0, "coads", said)
    if code == 0:
        raw = opening.open_zarr(work + "/coads.json")
        with opening.raw(whole) as source:
            for name in ("SST", "UWND", along):
                check(opening.same(raw[name][...], source.variables[name][...]), "coads", name)


def main():
    cairn, shared = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        for series in (cmorph, cmip6, coads):
            series(cairn, shared, work)
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
