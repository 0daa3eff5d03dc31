"""Seeded damage to files and stores, with the checksums of formats made right again in a third of them, so that the damage is
reached instead of refused at the door."""
import gzip
import io
import json
import os
import random
import struct
import zipfile
import zlib

NUMBERS = [b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\xff\xff\xff", b"\xff" * 8, b"\xff" * 7 + b"\x7f", b"\0" * 8]


def damaged_bytes(data, dice):
    """One to four changes: bits, bytes, large numbers, zeros, copies from elsewhere, a cut; mostly where headers are."""
    result = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        if not result:
            return b""
        end = len(result) if dice.randrange(4) == 0 else min(len(result), 2048)
        at = dice.randrange(end)
        length = dice.randint(1, 512 if dice.randrange(4) == 0 else 16)
        kind = dice.randrange(9)
        if kind < 2:
            result[at] ^= 1 << dice.randrange(8)
        elif kind < 4:
            result[at] = dice.randrange(256)
        elif kind < 6:
            at = at // 4 * 4
            number = dice.choice(NUMBERS)
            result[at:at + len(number)] = number[:len(result) - at]
        elif kind == 6:
            result[at:at + length] = bytes(len(result[at:at + length]))
        elif kind == 7:
            other = dice.randrange(end)
            piece = bytes(result[other:other + length])
            result[at:at + len(piece)] = piece
        else:
            del result[max(1, dice.randrange(len(result))):]
    return bytes(result)


# --- HDF5: metadata blocks end with a lookup3 checksum of all that stands before ------------------------------------

def _rotated(x, k):
    return ((x << k) | (x >> (32 - k))) & 0xffffffff


def lookup3(data):
    """Bob Jenkins' hashlittle with an initial value of 0, as HDF5's metadata has it (File Format Specification, III)."""
    m = 0xffffffff
    a = b = c = (0xdeadbeef + len(data)) & m
    whole, at = len(data), 0
    if whole == 0:
        return c
    while whole - at > 12:
        x, y, z = struct.unpack_from("<III", data, at)
        a, b, c = (a + x) & m, (b + y) & m, (c + z) & m
        for k, turn in ((4, 0), (6, 1), (8, 2), (16, 0), (19, 1), (4, 2)):
            if turn == 0:
                a = ((a - c) & m) ^ _rotated(c, k)
                c = (c + b) & m
            elif turn == 1:
                b = ((b - a) & m) ^ _rotated(a, k)
                a = (a + c) & m
            else:
                c = ((c - b) & m) ^ _rotated(b, k)
                b = (b + a) & m
        at += 12
    x, y, z = struct.unpack("<III", bytes(data[at:]).ljust(12, b"\0"))
    a, b, c = (a + x) & m, (b + y) & m, (c + z) & m
    c = ((c ^ b) - _rotated(b, 14)) & m
    a = ((a ^ c) - _rotated(c, 11)) & m
    b = ((b ^ a) - _rotated(a, 25)) & m
    c = ((c ^ b) - _rotated(b, 16)) & m
    a = ((a ^ c) - _rotated(c, 4)) & m
    b = ((b ^ a) - _rotated(a, 14)) & m
    return ((c ^ b) - _rotated(b, 24)) & m


SIGNATURES = [b"\x89HDF", b"OHDR", b"OCHK", b"BTHD", b"BTIN", b"BTLF", b"FRHP", b"FHDB", b"FHIB", b"FAHD", b"FADB", b"EAHD",
              b"EAIB", b"EASB", b"EADB"]


def checksummed_blocks(data, longest=1024):
    """(begin, place of the checksum) of the metadata blocks whose checksum is found within `longest` bytes."""
    found = []
    for signature in SIGNATURES:
        begin = data.find(signature)
        while begin >= 0:
            for end in range(begin + 8, min(len(data) - 4, begin + longest)):
                if struct.unpack_from("<I", data, end)[0] == lookup3(data[begin:end]):
                    found.append((begin, end))
                    break
            begin = data.find(signature, begin + 4)
    return found


def with_hdf5_checksums(data, blocks):
    result = bytearray(data)
    for begin, end in blocks:
        if end + 4 <= len(result):
            struct.pack_into("<I", result, end, lookup3(result[begin:end]))
    return bytes(result)


# --- JSON: values of the wrong kind, size and depth -----------------------------------------------------------------

def _hostile_value(dice):
    deep = []
    for _ in range(dice.choice([3, 900, 5000])):
        deep = [deep]
    return dice.choice([
        None, True, -1, 0, 1, 2**31, 2**63, 2**64, -2**63, 1e308, 0.5, "", "x", "x" * 10000, "../../etc/passwd", "/", "\0", "NaN",
        "<f8", "|O", "<M8[ns]", "|S0", "|V99999999999", [], {}, [[]], [0], [-1], [2**62, 2**62], [1] * 5000, [None], {"id": "zlib"}, deep])


def damaged_json(value, dice):
    """A copy in which one to three members were replaced, removed, doubled or renamed."""
    value = json.loads(json.dumps(value))
    for _ in range(dice.randint(1, 3)):
        holder, here = None, value
        while isinstance(here, (dict, list)) and here and (holder is None or dice.randrange(5)):
            key = dice.choice(list(here)) if isinstance(here, dict) else dice.randrange(len(here))
            holder, at, here = here, key, here[key]
        if holder is None:
            return _hostile_value(dice)
        kind = dice.randrange(4)
        if kind < 2 or isinstance(holder, list):
            holder[at] = _hostile_value(dice)
        elif kind == 2:
            del holder[at]
        else:
            holder["x" + str(at)] = holder.pop(at)
    return value


def dumped(value):
    try:
        return json.dumps(value).encode()
    except RecursionError:
        return b"[" * 5000


def damaged_document(data, dice):
    """JSON stays JSON in two of three, whatever it says."""
    if dice.randrange(3):
        try:
            return dumped(damaged_json(json.loads(data), dice))
        except (ValueError, RecursionError):
            pass
    return damaged_bytes(data, dice)


def damaged_chunk(data, dice):
    """What is compressed with zlib or gzip is damaged within, and compressed again."""
    for unpack, pack in ((zlib.decompress, zlib.compress), (gzip.decompress, lambda plain: gzip.compress(plain, mtime=0))):
        try:
            return pack(damaged_bytes(unpack(data), dice))
        except (OSError, EOFError, zlib.error):
            continue
    return damaged_bytes(data, dice)


# --- Stores: keys and bytes -----------------------------------------------------------------------------------------

def damaged_store(store, dice, recompute):
    """(keys and bytes, links and such): some keys are damaged, removed or become something that is no file."""
    store, others = dict(store), {}
    for _ in range(dice.randint(1, 3)):
        key = dice.choice(sorted(store))
        is_document = key.rsplit("/", 1)[-1].startswith((".z", "zarr.json"))
        kind = dice.randrange(10)
        if kind < 7:
            change = damaged_document if is_document and recompute else damaged_chunk if recompute else damaged_bytes
            store[key] = change(store[key], dice)
        elif kind == 7 and len(store) > 1:
            del store[key]
        elif len(store) > 1:
            del store[key]
            others[key] = dice.choice(["folder", "fifo", "loop", "outside", "dangling"])
    return store, others


def write_store(folder, store, others):
    for key, data in store.items():
        path = os.path.join(folder, key)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    for key, kind in others.items():
        path = os.path.join(folder, key)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if kind == "folder":
            os.makedirs(path, exist_ok=True)
        elif kind == "fifo":
            os.mkfifo(path)
        else:
            os.symlink({"loop": os.path.basename(path), "outside": "/etc/hostname", "dangling": "nowhere"}[kind], path)


def zipped(store):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for key, data in store.items():
            archive.writestr(zipfile.ZipInfo(key), data)
    return buffer.getvalue()


def dice_of(seed):
    return random.Random(seed)
