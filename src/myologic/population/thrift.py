"""Thrift's compact protocol, as far as the headers of Parquet files need it: structures of numbers, texts, lists and structures.

References
----------
Apache Thrift, compact protocol encoding; Apache Parquet, parquet.thrift.
"""

from __future__ import annotations

from collections.abc import Sequence

I16, I32, I64, BINARY, LIST, STRUCT = 4, 5, 6, 8, 9, 12

Value = int | bytes
Field = tuple[int, int, Value]
"""Number of the field, kind, and value: a number, or the bytes of a text, of an encoded structure or list."""


def varint(number: int) -> bytes:
    """A number of at least 0 in groups of seven bits, the lowest first.

    Examples
    --------
    >>> varint(300).hex()
    'ac02'
    """
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def struct(*fields: Field) -> bytes:
    """A structure; its fields ascend.

    Examples
    --------
    >>> struct((1, I32, -3), (4, BINARY, b"ab")).hex()
    '15053802616200'
    """
    found, last = bytearray(), 0
    for number, kind, value in fields:
        found.append((number - last) << 4 | kind)
        found += _encoded(kind, value)
        last = number
    found.append(0)
    return bytes(found)


def items(kind: int, values: Sequence[Value]) -> bytes:
    """A list of values of one kind, as a field of kind `LIST` takes it."""
    size = len(values)
    head = bytes((size << 4 | kind,)) if size < 15 else bytes((0xF0 | kind,)) + varint(size)
    return head + b"".join(_encoded(kind, each) for each in values)


def _encoded(kind: int, value: Value) -> bytes:
    if isinstance(value, int):
        return varint(value << 1 ^ value >> 63)
    assert isinstance(value, bytes)  # lists come from `items`, structures from `struct`
    return varint(len(value)) + value if kind == BINARY else value
