#!/usr/bin/env python3
"""Planted mismatches in a series of made files: each is refused with its cause, or gives the right values; none passes in silence.

usage: check_policies.py CAIRN SHARED_DATA
"""
import os
import sys
import tempfile

import opening
from opening import netCDF4, np

WRONG = []
DAYS = 4


def check(holds, *what):
    if not holds:
        print("differs:", *what)
        WRONG.append(what)


def write(path, first_day, kind="NETCDF4", units="days since 2000-01-01", calendar="standard", shift=0.0, chunks=(1, 3, 4), scale=0.5,
          variables=("t",), level=4, days=DAYS, fill=-999, shuffle=True, mark=None, codec="zlib"):
    with netCDF4.Dataset(path, "w", format=kind) as file:
        file.title = "made"
        if mark:
            file.history = mark
        file.createDimension("time", None)
        file.createDimension("lat", 3)
        file.createDimension("lon", 4)
        file.createDimension("nv", 2)
        is_new = kind == "NETCDF4"
        time = file.createVariable("time", "f8", ("time",))
        time.units, time.calendar, time.bounds = units, calendar, "time_bnds"
        bounds = file.createVariable("time_bnds", "f8", ("time", "nv"))
        dates = netCDF4.num2date([first_day + i for i in range(days)], "days since 2000-01-01", calendar)
        numbers = netCDF4.date2num(dates, units, calendar)
        step = 24.0 if units.startswith("hours") else 1.0
        time[:] = numbers
        bounds[:] = np.stack([numbers, numbers + step], axis=1)
        lat = file.createVariable("lat", "f8", ("lat",))
        lat.units = "degrees_north"
        lat[:] = np.array([10.0, 20.0, 30.0]) + shift
        lon = file.createVariable("lon", "f4", ("lon",))
        lon.units = "degrees_east"
        lon[:] = [0, 10, 20, 30]
        for name in variables:
            options = dict(compression=codec, complevel=level, chunksizes=chunks, shuffle=shuffle) if is_new else {}
            variable = file.createVariable(name, "i2", ("time", "lat", "lon"), fill_value=fill, **options)
            variable.set_auto_maskandscale(False)
            variable.units, variable.scale_factor, variable.add_offset = "K", scale, 0.0
            variable[:] = np.arange(days * 12).reshape(days, 3, 4) + 100 * first_day


def values_of(*stretches):
    """What write() stores, unpacked: of files that begin on a day and have so many."""
    return np.concatenate([np.arange(days * 12).reshape(days, 3, 4) + 100 * first_day for first_day, days in stretches]) * 0.5


def refused(cairn, work, what, cause, *files, options=()):
    """Refused with exit code 3 and the word of the cause, and nothing written."""
    out = f"{work}/refused.json"
    code, said = opening.virtualize(cairn, files, out, *options)
    check(code == 3 and cause in said and not os.path.exists(out), what, code, said)


def accepted(cairn, work, what, *files, options=(), days=2 * DAYS, note=None):
    out = f"{work}/accepted.json"
    code, said = opening.virtualize(cairn, files, out, *options)
    check(code == 0, what, code, said)
    if note:
        check(note in said, what, "says", note, said)
    if code == 0:
        store = opening.open_xarray(out)
        check(store.sizes["time"] == days, what, store.sizes)
        os.remove(out)
        return store
    return None


def planted(cairn, work):
    first, second = f"{work}/b.nc", f"{work}/a.nc"  # the order is that of times
    write(first, 0)
    write(second, DAYS)
    store = accepted(cairn, work, "nothing is wrong", first, second)
    check(store is not None and np.array_equal(store["t"].values, values_of((0, DAYS), (DAYS, DAYS))), "values")

    def second_with(**changes):
        write(second, DAYS, **changes)
        return first, second

    store = accepted(cairn, work, "units of time", *second_with(units="hours since 2000-01-03"))
    check(store is not None and list(store["time"].values.astype("datetime64[D]").astype(str))
          == [f"2000-01-{day:02}" for day in range(1, 2 * DAYS + 1)], "units of time are converted")
    check(store is not None and store["time_bnds"].values[-1][1] == np.datetime64("2000-01-09"), "bounds are converted")
    refused(cairn, work, "calendar", "calendar", *second_with(calendar="noleap"))
    refused(cairn, work, "chunk shape", "chunk", *second_with(chunks=(1, 3, 2)))
    refused(cairn, work, "scale factor", "scale_factor", *second_with(scale=0.25))
    refused(cairn, work, "fill value", "_FillValue", *second_with(fill=-1))
    refused(cairn, work, "shifted grid", "different grids", *second_with(shift=1e-3))
    accepted(cairn, work, "shifted grid with a tolerance", *second_with(shift=1e-3), options=("--tolerance", "0.01"))
    accepted(cairn, work, "last places of double precision", *second_with(shift=1e-13))
    refused(cairn, work, "last places of single precision in doubles", "different grids", *second_with(shift=1e-7))
    refused(cairn, work, "other filters", "filters", *second_with(shuffle=False))
    refused(cairn, work, "other compressor", "compressor", *second_with(level=9))
    refused(cairn, work, "classic beside netCDF-4", "dtype", *second_with(kind="NETCDF3_CLASSIC"))
    refused(cairn, work, "variable missing", "t2", first, *second_with(variables=("t", "t2"))[1:])
    accepted(cairn, work, "variable left out", first, second, options=("--missing-variables", "leave-out"))
    write(first, 0, variables=("t", "t2"))
    write(second, DAYS)
    refused(cairn, work, "variable missing in the second by name", "t2", first, second)
    write(f"{work}/c.nc", DAYS)
    store = accepted(cairn, work, "variable filled", first, f"{work}/c.nc", options=("--missing-variables", "fill"))
    check(store is not None and np.isnan(store["t2"].values[DAYS:]).all() and not np.isnan(store["t2"].values[:DAYS]).any(), "filled")
    write(first, 0)
    store = accepted(cairn, work, "histories differ", *second_with(mark="other"), note="left out")
    check(store is not None and "history" not in store.attrs and store.attrs["title"] == "made", "common attributes")

    write(second, 0)
    refused(cairn, work, "duplicate times", "are also", first, second)
    accepted(cairn, work, "duplicates by policy", first, second, options=("--duplicates", "last"), days=DAYS, note="same values")
    write(second, DAYS - 1)
    refused(cairn, work, "overlap", "overlap", first, second)
    write(second, DAYS + 30)
    accepted(cairn, work, "missing month", first, second, note="gap along time")
    write(first, 0, chunks=(3, 3, 4))
    refused(cairn, work, "ragged chunk", "not full", *second_with(chunks=(3, 3, 4)))
    write(first, 0, chunks=(2, 3, 4))
    store = accepted(cairn, work, "ragged at the end", *second_with(chunks=(2, 3, 4), days=3), days=DAYS + 3)
    check(store is not None and np.array_equal(store["t"].values, values_of((0, DAYS), (DAYS, 3))), "packed values, ragged at the end")
    write(first, 0)
    write(second, DAYS, variables=("t", "t2"))
    store = accepted(cairn, work, "variable that begins late", second, first, options=("--missing-variables", "fill"))
    check(store is not None and np.isnan(store["t2"].values[:DAYS]).all() and np.array_equal(store["t2"].values[DAYS:], values_of((DAYS, DAYS))),
          "values that begin late")


def reference_times(cairn, work):
    """A time that all files share, in units of its own."""
    first, second = f"{work}/first.nc", f"{work}/second.nc"

    def with_reference(path, day, number, units):
        write(path, day)
        with netCDF4.Dataset(path, "a") as file:
            reference = file.createVariable("reference", "f8", ())
            reference.units = units
            reference[...] = number

    with_reference(first, 0, 366, "days since 2000-01-01")
    with_reference(second, DAYS, 0, "days since 2001-01-01")
    store = accepted(cairn, work, "reference time in other units", first, second)
    check(store is not None and store["reference"].values == np.datetime64("2001-01-01"), "reference time")
    with_reference(second, DAYS, 366, "days since 2001-01-01")
    refused(cairn, work, "the same number, another time", "reference", first, second)


def never_written(cairn, work):
    """Chunks that were never written in one of the files: missing in the store as they are for netCDF4-python."""
    first, second = f"{work}/first.nc", f"{work}/second.nc"

    def sparse(path, day, is_whole, fill):
        with netCDF4.Dataset(path, "w") as file:
            file.createDimension("time", None)
            file.createDimension("x", 4)
            time = file.createVariable("time", "f8", ("time",))
            time.units = "days since 2000-01-01"
            time[:] = [day, day + 1]
            v = file.createVariable("v", "i4", ("time", "x"), zlib=True, chunksizes=(1, 4), fill_value=fill)
            v[:] = np.arange(8).reshape(2, 4)[: 2 if is_whole else 1]

    for fill in (None, -5):
        sparse(first, 0, True, fill)
        sparse(second, 2, False, fill)
        for files in ((first, second), (second, first)):
            store = accepted(cairn, work, f"never written, fill value {fill}", *files, days=4)
            with netCDF4.Dataset(second) as file:
                expected = file["v"][:].astype("f8").filled(np.nan)
            check(store is not None and np.array_equal(store["v"].values[2:], expected, equal_nan=True), "never written", fill)
            check(store is not None and np.array_equal(store["v"].values[:2], np.arange(8).reshape(2, 4)), "written", fill)


def classic(cairn, work):
    first, second = f"{work}/one.nc", f"{work}/two.nc"
    write(first, 0, kind="NETCDF3_64BIT_OFFSET")
    write(second, DAYS, kind="NETCDF3_64BIT_OFFSET", days=DAYS + 1)
    store = accepted(cairn, work, "classic", first, second, days=2 * DAYS + 1)
    check(store is not None and store["t"].values[DAYS, 0, 1] == (100 * DAYS + 1) * 0.5, "classic values")


def main():
    cairn = sys.argv[1]
    with tempfile.TemporaryDirectory() as work:
        planted(cairn, work)
        classic(cairn, work)
        reference_times(cairn, work)
        never_written(cairn, work)
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
