"""The least Parquet file that holds columns of integers and texts: one row group, plain values, no compression. What is needed of the format's thrift
headers, so that benchmarks need no library."""
import struct

INT64, BYTE_ARRAY = 2, 6  # physical types
I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12  # types of thrift's compact protocol


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(out) + bytes([number])


def zigzag(number):
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def struct_of(*fields):
    """fields: (id, type, encoded value), in order of their ids."""
    out, last = b"", 0
    for number, kind, value in fields:
        out += bytes([(number - last) << 4 | kind]) + value
        last = number
    return out + b"\0"


def text(value):
    return varint(len(value)) + value.encode()


def list_of(kind, values):
    head = bytes([len(values) << 4 | kind]) if len(values) < 15 else bytes([0xF0 | kind]) + varint(len(values))
    return head + b"".join(values)


def plain(kind, values):
    if kind == INT64:
        return struct.pack(f"<{len(values)}q", *values)
    return b"".join(struct.pack("<I", len(value)) + value for value in values)


def levels(values):
    """Definition levels of an optional column: runs of what is there and what is not."""
    runs, begin = b"", 0
    for i in range(1, len(values) + 1):
        if i == len(values) or (values[i] is None) != (values[begin] is None):
            runs += varint((i - begin) << 1) + bytes([values[begin] is not None])
            begin = i
    return struct.pack("<I", len(runs)) + runs


def page(kind, values):
    present = [value for value in values if value is not None]
    data = levels(values) + plain(kind, present)
    header = struct_of((1, I32, zigzag(0)), (2, I32, zigzag(len(data))), (3, I32, zigzag(len(data))),
                       (5, STRUCT, struct_of((1, I32, zigzag(len(values))), (2, I32, zigzag(0)), (3, I32, zigzag(3)), (4, I32, zigzag(3)))))
    return header + data


def parquet(columns):
    """columns: [(name, physical type, values)], of one length; None is no value."""
    rows = len(columns[0][2])
    body, chunks = b"PAR1", []
    for name, kind, values in columns:
        data = page(kind, values)
        meta = struct_of((1, I32, zigzag(kind)), (2, LIST, list_of(I32, [zigzag(0)])), (3, LIST, list_of(BINARY, [text(name)])), (4, I32, zigzag(0)),
                         (5, I64, zigzag(rows)), (6, I64, zigzag(len(data))), (7, I64, zigzag(len(data))), (9, I64, zigzag(len(body))))
        chunks.append(struct_of((2, I64, zigzag(len(body))), (3, STRUCT, meta)))
        body += data
    schema = [struct_of((4, BINARY, text("schema")), (5, I32, zigzag(len(columns))))]
    schema += [struct_of((1, I32, zigzag(kind)), (3, I32, zigzag(1)), (4, BINARY, text(name))) for name, kind, _ in columns]
    group = struct_of((1, LIST, list_of(STRUCT, chunks)), (2, I64, zigzag(len(body) - 4)), (3, I64, zigzag(rows)))
    footer = struct_of((1, I32, zigzag(1)), (2, LIST, list_of(STRUCT, schema)), (3, I64, zigzag(rows)), (4, LIST, list_of(STRUCT, [group])))
    return body + footer + struct.pack("<I", len(footer)) + b"PAR1"
