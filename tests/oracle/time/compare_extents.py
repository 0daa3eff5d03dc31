#!/usr/bin/env python3
"""Holds the intervals and boxes of interpret-lines against what netCDF4-python and cftime read from the same files.

usage: compare_extents.py INTERPRET_LINES FOLDER...
Prints a line for each difference; exit code 1 when there is one, 77 when none of the folders exists or Debian's
python3-netcdf4 and python3-cftime are not there. Damaged files do not belong into the folders: libnetcdf runs in both processes. The rules are written again here, from CF, in the simplest way: bounds before
values, dates of calendars that are not real keep their label, and so do those of the mixed calendar before 1582-10-15;
an end from bounds is one second before the edge.
"""
import datetime
import json
import math
import os
import subprocess
import sys

try:
    import cftime
    import netCDF4
    import numpy
except ImportError as missing:
    print("skipped: %s (Debian: python3-netcdf4 python3-cftime)" % missing)
    sys.exit(77)

REAL_CALENDARS = ("standard", "gregorian", "julian", "proleptic_gregorian")


def real_date(date, calendar):
    """The proleptic Gregorian (year, month, day, second of day) of a cftime date."""
    seconds = date.hour * 3600 + date.minute * 60 + date.second + (1 if date.microsecond >= 500000 else 0)
    is_early = calendar in ("standard", "gregorian") and (date.year, date.month, date.day) < (1582, 10, 15)
    if calendar in REAL_CALENDARS and not is_early:
        days = cftime.date2num(date, "days since 1970-01-01", calendar=calendar) // 1
        if calendar != "proleptic_gregorian":
            origin = cftime.datetime(1970, 1, 1, calendar=calendar if calendar == "standard" else "standard")
            julian_day = cftime.datetime(date.year, date.month, date.day, calendar=calendar).toordinal()
            days = julian_day - origin.toordinal()
        real = cftime.num2date(days, "days since 1970-01-01", calendar="proleptic_gregorian")
        return real.year, real.month, real.day, seconds
    leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
    length = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][date.month - 1]
    if date.day > length:
        return date.year, date.month, length, 86399
    return date.year, date.month, date.day, seconds


def stamp(date):
    year, month, day, seconds = date
    extra, seconds = divmod(seconds, 86400)
    if extra:
        moved = datetime.date(year, month, day) + datetime.timedelta(days=extra)
        year, month, day = moved.year, moved.month, moved.day
    return "%04d-%02d-%02dT%02d:%02d:%02dZ" % (year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60)


def second_before(text):
    """Of an RFC 3339 text."""
    date = datetime.datetime.fromisoformat(text[:-1]) - datetime.timedelta(seconds=1)
    return "%04d" % date.year + date.strftime("-%m-%dT%H:%M:%SZ")


def values_of(variable):
    values = numpy.ma.masked_invalid(numpy.ma.asarray(variable[...]).astype("f8")).compressed()
    return values


def find_bounds(variable):
    for name in ("climatology", "bounds", "edges"):
        bounds = variable.group().variables.get(str(getattr(variable, name, "")).strip())
        if bounds is not None:
            return bounds
    return None


def month_interval(units, values):
    """Whole calendar months, as the program counts them by default; cftime refuses them."""
    reference = datetime.datetime.fromisoformat("%04d-%02d-%02d" % tuple(int(n) for n in units.split()[2].split("-")))
    stamps = []
    for value in (values.min(), values.max()):
        if value != int(value):
            raise ValueError("a part of a month")
        month = reference.year * 12 + reference.month - 1 + int(value)
        stamps.append("%04d-%02d-%02dT00:00:00Z" % (month // 12, month % 12 + 1, reference.day))
    return tuple(stamps)


def text_interval(variable):
    """Of texts as "1995 03 18 00:00 UTC"."""
    texts = [text.strip() for text in numpy.atleast_1d(netCDF4.chartostring(variable[...])).ravel().tolist()]
    dates = [datetime.datetime.strptime(text, "%Y %m %d %H:%M UTC") for text in texts if text]
    return min(dates).isoformat() + "Z", max(dates).isoformat() + "Z"


def interval_of(variable):
    if variable.dtype.kind == "S":
        return text_interval(variable)
    calendar = str(getattr(variable, "calendar", "standard")).lower()
    units = str(variable.units)
    values = values_of(variable)
    bounds = find_bounds(variable)
    has_bounds = bounds is not None and values_of(bounds).size > 0
    if has_bounds:
        values = values_of(bounds)
        units = str(getattr(bounds, "units", units))
    if not values.size:
        return None
    if units.startswith("months since") and calendar != "360_day":
        return month_interval(units, values)
    dates = cftime.num2date([values.min(), values.max()], units, calendar)
    start, end = (stamp(real_date(date, calendar)) for date in dates)
    return start, second_before(end) if has_bounds and end > start else end


def has_data(dataset, dimension):
    """Whether a variable that is no latitude or longitude, nor the coordinate itself, lies on a dimension."""
    return any(dimension in variable.dimensions and variable.name != dimension
               and not str(getattr(variable, "units", "")).startswith("degrees_") for variable in dataset.variables.values())


def time_variables(dataset):
    for variable in dataset.variables.values():
        if getattr(variable, "units", "") == "text_time" and variable.name == "time":
            yield variable
        if variable.ndim == 1 and variable.dimensions[0] == variable.name and " since " in str(getattr(variable, "units", "")):
            climatological = hasattr(variable, "modulo")
            if not climatological and variable.dtype.kind in "iuf" and has_data(dataset, variable.name):
                yield variable


def expected_interval(dataset):
    intervals = [interval for interval in map(interval_of, time_variables(dataset)) if interval]
    return (min(i[0] for i in intervals), max(i[1] for i in intervals)) if intervals else None


def expected_latitudes(dataset):
    """Of axes; two-dimensional ones are compared by tests/oracle/space."""
    if any(variable.ndim > 1 and getattr(variable, "standard_name", "") == "latitude" or variable.name == "lats"
           for variable in dataset.variables.values()):
        return None
    for variable in dataset.variables.values():
        if str(getattr(variable, "units", "")) in ("degrees_north", "degree_north", "degrees_N", "degree_N"):
            if variable.ndim == 1 and variable.dimensions[0] == variable.name and variable.size:
                values = values_of(variable)
                bounds = find_bounds(variable)
                if bounds is not None:
                    values = numpy.append(values, values_of(bounds))
                step = numpy.diff(numpy.unique(values)).max() if bounds is None and values.size > 2 else 0
                return values.min(), values.max(), step
    return None


def is_end(found, centre, pole, step):
    """The outermost centre; or the pole, where the cell of that centre may reach it: half a step of a regular axis, less of a Gaussian one."""
    reaches = abs(pole - centre) <= 0.9 * step
    return math.isclose(found, centre, abs_tol=1e-5) or (reaches and found == pole)


def rounded_seconds(text):
    """The RFC 3339 text to the nearest second."""
    if text is None or "." not in text:
        return text
    whole, fraction = text[:-1].split(".")
    if float("0." + fraction) < 0.5:
        return whole + "Z"
    return (datetime.datetime.fromisoformat(whole) + datetime.timedelta(seconds=1)).isoformat() + "Z"


def differences(line):
    with netCDF4.Dataset(line["path"]) as dataset:
        dataset.set_auto_mask(True)
        try:
            expected = expected_interval(dataset)
        except (ValueError, TypeError, OverflowError) as error:
            expected = "cftime: %s" % error
        found = (rounded_seconds(line["start"]), rounded_seconds(line["end"])) if "start" in line else None
        if isinstance(expected, str):
            if found:
                yield "interval %s, but %s" % (found, expected)
        elif expected != found:
            yield "interval %s, expected %s (%s)" % (found, expected, line.get("time_reason", ""))
        if "bbox" in line:
            latitudes = expected_latitudes(dataset)
            south, north = line["bbox"][1], line["bbox"][3]
            if latitudes and not (is_end(south, max(latitudes[0], -90), -90, latitudes[2]) and is_end(north, min(latitudes[1], 90), 90, latitudes[2])):
                yield "latitudes %s to %s, expected %s" % (south, north, latitudes)


def files_below(folders):
    for folder in folders:
        for place, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                if name.endswith((".nc", ".nc4", ".cdf")):
                    yield os.path.join(place, name)


def main():
    program, folders = sys.argv[1], sys.argv[2:]
    paths = list(files_below(folders))
    if not paths:
        print("skipped: no files below %s" % ", ".join(folders))
        return 77
    output = subprocess.run([program] + paths, capture_output=True, text=True, check=True).stdout
    count = 0
    failed = False
    for text in output.splitlines():
        line = json.loads(text)
        if "problem" in line:
            continue
        count += 1
        for difference in differences(line):
            failed = True
            print("%s: %s" % (line["path"], difference))
    print("%d files compared" % count)
    return 1 if failed or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
