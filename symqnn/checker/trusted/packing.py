"""Rows of residues packed into one integer, so that sums and products of rows are operations on
long integers.
"""

import struct

SLOT = 96


def slot_bytes(terms: int, q: int) -> int:
    """Bytes of a slot in which so many products of residues are added:
    8, which are packed faster, or SLOT / 8.
    """
    return 8 if terms * q * q < 1 << 64 else SLOT // 8


def pack(row: list[int], size: int = SLOT // 8) -> int:
    """Sum of row[k] * 2^(8 size k)."""
    if size == 8:
        return int.from_bytes(struct.pack(f"<{len(row)}Q", *row), "little")
    return int.from_bytes(b"".join(x.to_bytes(size, "little") for x in row), "little")


def unpack(packed: int, length: int, size: int = SLOT // 8) -> list[int]:
    """Inverse of pack."""
    data = packed.to_bytes(length * size, "little")
    if size == 8:
        return list(struct.unpack(f"<{length}Q", data))
    return [int.from_bytes(data[k : k + size], "little") for k in range(0, len(data), size)]
