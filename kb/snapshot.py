"""One file that holds a compiled knowledge base: named sections of plain bytes, guarded by a checksum.

Layout, in the byte order of the machine: magic (16 bytes), checksum of all that follows (CRC-32), number of sections;
then for each section its name (24 bytes), its start and its length; then the sections, each at a multiple of 8.
Nothing in it is executed, and nothing is decoded before it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from struct import Struct
from sys import byteorder
from zlib import crc32

MAGIC = f"myologic-1-{byteorder}"[:16].ljust(16).encode()
_HEAD = Struct("=16sI")
_COUNT = Struct("=I")
_ENTRY = Struct("=24sQQ")


def write_snapshot(path: str, sections: Mapping[str, bytes]) -> None:
    """Write the sections to a file in one step: a reader sees the whole file or none.

    Parameters
    ----------
    path
        The file; its folder exists.
    sections
        Names of at most 24 ASCII characters.

    Raises
    ------
    OSError
        The file cannot be written; nothing is left behind.
    """
    at = _HEAD.size + _COUNT.size + len(sections) * _ENTRY.size
    entries, parts = [], []
    for name, data in sections.items():
        padding = -at % 8
        entries.append(_ENTRY.pack(name.encode("ascii"), at + padding, len(data)))
        parts.append(bytes(padding) + data)
        at += padding + len(data)
    body = b"".join([_COUNT.pack(len(sections)), *entries, *parts])
    write_whole(path, _HEAD.pack(MAGIC, crc32(body)) + body)


def write_whole(path: str, data: bytes) -> None:
    """Write a file under another name and rename it, so that nobody reads half of it.

    Raises
    ------
    OSError
        The file cannot be written; nothing is left behind.
    """
    part = f"{path}.{os.getpid()}.{os.urandom(4).hex()}.part"
    try:
        with open(part, "xb") as file:
            file.write(data)
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            os.unlink(part)
        raise


def read_snapshot(path: str) -> dict[str, memoryview] | None:
    """The sections of a snapshot file, or None where it is missing, cannot be read or is damaged."""
    try:
        with open(path, "rb") as file:
            data = memoryview(file.read())
    except OSError:
        return None
    if len(data) < _HEAD.size + _COUNT.size:
        return None
    magic, checksum = _HEAD.unpack_from(data)
    if magic != MAGIC or crc32(data[_HEAD.size :]) != checksum:
        return None
    sections = {}
    first = _HEAD.size + _COUNT.size
    for number in range(_COUNT.unpack_from(data, _HEAD.size)[0]):
        name, start, length = _ENTRY.unpack_from(data, first + number * _ENTRY.size)
        sections[name.rstrip(b"\0").decode("ascii")] = data[start : start + length]
    return sections
