#!/usr/bin/env python3
"""Ways to divide a sorted list into pages, compared: how many pages, how full, how many change by an edit.

usage: pagers.py [--maximum 1000] [--names FOLDER]

Entries are (begin or None, id), sorted. A page changes when its entries do, or the name of a neighbour. `index` cuts at every
maximum-th entry, as layout 1 did. `threshold` is content-defined chunking with a least and a greatest length: a cut where a hash is below
a threshold. `minima` is what cairn does (builder/stac/pager.hpp). `calendar` divides by decade, year, month, day and hour where there are more than the
maximum, and what no calendar divides by `minima`. --names: the names of the files below a folder are one more list.
"""
import argparse
import datetime
import hashlib
import os
import random


def digest(entry):
    return int.from_bytes(hashlib.blake2b(entry[1].encode(errors="replace"), digest_size=8).digest(), "big")


def by_index(entries, maximum):
    return list(range(0, len(entries), maximum))


def by_threshold(entries, maximum):
    least, cuts = maximum // 3, [0]
    threshold = 2 ** 64 // max(1, maximum // 3)
    for i, entry in enumerate(entries):
        length = i - cuts[-1]
        if length >= maximum or (length >= least and digest(entry) < threshold):
            cuts.append(i)
    return cuts


def by_minima(entries, maximum):
    count, least, radius = len(entries), max(1, maximum // 3), maximum // 2
    if count <= maximum:
        return [0]
    hashes = [digest(entry) for entry in entries]

    def begins(i):
        return (all(hashes[i] < other for other in hashes[max(0, i - radius):i])
                and all(hashes[i] <= other for other in hashes[i + 1:i + 1 + radius]))

    ends = [0] + [i for i in range(least, count - least + 1) if i < count and begins(i)] + [count]
    cuts = []

    def divide(begin, end):
        if end - begin <= maximum:
            return cuts.append(begin)
        third = (end - begin) // 3
        at = min(range(begin + third, end - third + 1), key=hashes.__getitem__)
        divide(begin, at)
        divide(at, end)

    for begin, end in zip(ends, ends[1:]):
        divide(begin, end)
    return cuts


def by_calendar(entries, maximum):
    lengths = [0, 3, 4, 7, 10, 13]  # of "2001-01-01T00": everything, decade, year, month, day, hour
    texts = [entry[0].isoformat() if entry[0] else "" for entry in entries]
    cuts = []

    def divide(begin, end, level):
        if end - begin <= maximum:
            return cuts.append(begin)
        if level == len(lengths):
            return cuts.extend(begin + cut for cut in by_minima(entries[begin:end], maximum))
        first = begin
        for i in range(begin + 1, end + 1):
            if i == end or texts[i][:lengths[level]] != texts[first][:lengths[level]]:
                divide(first, i, level + 1)
                first = i

    divide(0, len(entries), 1)
    return cuts


def pages(entries, cuts):
    """What each page holds and links to, by the name of the page."""
    names = ["first"] + [f"{entries[cut][0]}-{entries[cut][1]}" for cut in cuts[1:]]
    ends = cuts[1:] + [len(entries)]
    return {name: (tuple(entries[begin:end]), names[i - 1] if i else "", names[i + 1] if i + 1 < len(names) else "")
            for i, (name, begin, end) in enumerate(zip(names, cuts, ends))}


def changed(before, after):
    return sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())


def series(count, step, names=("a",), begin=datetime.datetime(1940, 1, 1)):
    times = [begin + i * step for i in range(-(-count // len(names)))]
    return [(time, f"{name}_{time:%Y%m%d%H%M}.nc") for time in times for name in names][:count]


def monthly(count):
    return [(datetime.datetime(100 + i // 12, i % 12 + 1, 1), f"pr_{100 + i // 12:04}{i % 12 + 1:02}.nc") for i in range(count)]


def lists(names_below):
    day, hour = datetime.timedelta(days=1), datetime.timedelta(hours=1)
    yield "daily, 1940 on", series(30000, day)
    yield "hourly, 1940 on", series(133000, hour)
    yield "monthly", monthly(20000)
    yield "30 variables a day", series(133000, day, [f"v{i:02}" for i in range(30)])
    yield "2,500 variables a month", [(datetime.datetime(2000 + i // 12, i % 12 + 1, 1), f"v{v:04}_{i}.nc")
                                      for i in range(20) for v in range(2500)]
    yield "undated, numbered", [(None, f"scan_{i:06}.nc") for i in range(50000)]
    yield "one instant", [(datetime.datetime(2000, 1, 1), f"tile_{i:05}.nc") for i in range(20000)]
    if names_below:
        found = sorted({name for _, _, files in os.walk(names_below) for name in files})
        yield f"undated, {len(found)} names below {names_below}", [(None, name) for name in found]


def key(entry):
    return (entry[0] is not None, entry[0] or datetime.datetime.min, entry[1])


def edits(entries, randomness):
    last, first = entries[-1], entries[0]
    hour = datetime.timedelta(hours=1)
    yield "append 1", [entries + [((last[0] + hour) if last[0] else None, last[1] + f"~{i}")] for i in range(5)]
    middle = [randomness.randrange(1, len(entries) - 1) for _ in range(9)]
    yield "insert 1", [sorted(entries + [(entries[i][0], entries[i][1] + "~")], key=key) for i in middle]
    yield "before the first", [[((first[0] - datetime.timedelta(microseconds=1)) if first[0] else None, f"!{i}")] + entries
                               for i in range(5)]
    yield "remove 1", [entries[:i] + entries[i + 1:] for i in middle]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--maximum", type=int, default=1000)
    parser.add_argument("--names")
    options = parser.parse_args()
    randomness = random.Random(1)
    ways = {"index": by_index, "threshold": by_threshold, "minima": by_minima, "calendar": by_calendar}
    print("| list | way | pages | least | mean | greatest | append 1 | insert 1 | before the first | remove 1 |\n" + "|---" * 10 + "|")
    for title, entries in lists(options.names):
        entries = sorted(entries, key=key)
        edited = list(edits(entries, randomness))
        for name, way in ways.items():
            cuts = way(entries, options.maximum)
            sizes = [end - begin for begin, end in zip(cuts, cuts[1:] + [len(entries)])]
            before = pages(entries, cuts)
            row = [title, name, len(cuts), min(sizes), round(sum(sizes) / len(sizes)), max(sizes)]
            for _, results in edited:
                counts = [changed(before, pages(result, way(result, options.maximum))) for result in results]
                row.append(f"{sum(counts) / len(counts):.1f} (up to {max(counts)})")
            print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
