"""One file that holds a compiled knowledge base: named sections of plain bytes, guarded by a checksum.

The checksum is looked at when nothing is known of the file. Whoever knows that it is the very file that was checked before,
by what the file system says of it (`file_facts`), opens it unchecked: then only the pages are read that are looked into.

Layout, in the byte order of the machine: magic (16 bytes), checksum of all that follows (CRC-32), number of sections;
then for each section its name (24 bytes), its start and its length; then the sections, each at a multiple of 8.
Nothing in it is executed, and nothing is decoded before it is asked for.
"""

from __future__ import annotations

import os
from sys import byteorder

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC = f"myologic-2-{byteorder}"[:16].ljust(16).encode()
_HEAD_BYTES = 24
"""Magic, checksum, number of sections."""
_NAME_BYTES = 24
_ENTRY_BYTES = 40
"""Name, start, length."""


def write_snapshot(path: str, sections: Mapping[str, bytes]) -> None:
    """Write the sections to a file in one step: a reader sees the whole file or none.

    Parameters
    ----------
    path
        The file; its folder exists.
    sections
        Names of 1 to 24 ASCII characters, none of them NUL.

    Raises
    ------
    ValueError
        A name is none of these.
    OSError
        The file cannot be written; nothing is left behind.
    """
    from zlib import crc32

    at = _HEAD_BYTES + len(sections) * _ENTRY_BYTES
    entries, parts = [], []
    for name, data in sections.items():
        if not (0 < len(name) <= _NAME_BYTES and name.isascii() and "\0" not in name):
            raise ValueError(f"a section of a snapshot cannot be called `{name}`: names have 1 to {_NAME_BYTES} ASCII characters")
        padding = -at % 8
        entries.append(name.encode("ascii").ljust(_NAME_BYTES, b"\0") + _packed(at + padding, 8) + _packed(len(data), 8))
        parts.append(bytes(padding) + data)
        at += padding + len(data)
    body = b"".join([_packed(len(sections), 4), *entries, *parts])
    write_whole(path, MAGIC + _packed(crc32(body), 4) + body)


def _packed(number: int, size: int) -> bytes:
    return number.to_bytes(size, byteorder)


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
    except BaseException:  # whoever ends it half way, Ctrl-C too, finds nothing of it later
        from contextlib import suppress

        with suppress(OSError):
            os.unlink(part)
        raise


def file_facts(file: str | int) -> str:
    """What the file system says of a file, which is another text as soon as anybody wrote to the file.

    Parameters
    ----------
    file
        Its path, or a descriptor of it.

    Raises
    ------
    OSError
        There is no such file.
    """
    facts = os.stat(file)
    return f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino}"


def read_snapshot(path: str) -> dict[str, memoryview] | None:
    """The sections of a snapshot file, or None where it is missing, cannot be read or is damaged."""
    from zlib import crc32

    try:
        with open(path, "rb") as file:
            data = memoryview(file.read())
    except OSError:
        return None
    if len(data) < _HEAD_BYTES or data[:16] != MAGIC or crc32(data[20:]) != int.from_bytes(data[16:20], byteorder):
        return None
    return _sections(data)


def map_snapshot(path: str, known: str) -> dict[str, memoryview] | None:
    """The sections of a snapshot file that is as it was when it was found whole, read from the disk as they are used.

    Parameters
    ----------
    path
        The file.
    known
        What `file_facts` said of it then; None is returned where it says something else now.
    """
    from mmap import ACCESS_READ, mmap

    try:
        with open(path, "rb", buffering=0) as file:
            if file_facts(file.fileno()) != known:
                return None
            return _sections(memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)))
    except (OSError, ValueError):
        return None


def _sections(data: memoryview) -> dict[str, memoryview]:
    """The sections of a whole file."""
    sections = {}
    for number in range(int.from_bytes(data[20:24], byteorder)):
        at = _HEAD_BYTES + number * _ENTRY_BYTES
        entry = bytes(data[at : at + _ENTRY_BYTES])
        start, length = int.from_bytes(entry[24:32], byteorder), int.from_bytes(entry[32:], byteorder)
        sections[entry[:24].rstrip(b"\0").decode("ascii")] = data[start : start + length]
    return sections
