"""`format`: even white space in content files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from errno import ENOENT

import myologic
from myologic import exits
from myologic.authoring.tidy import tidied_file, whole_text
from myologic.cli.output import complain, say, write_file

_SUFFIXES = (".ttl", ".srl", ".ask")


def tidy_files(paths: Sequence[str], *, check: bool) -> int:
    """Tidy files in place and list on stdout those that were untidy.

    Parameters
    ----------
    paths
        Files, and folders with all content files below them.
    check
        Only list them.

    Returns
    -------
    int
        0, or 1 where `check` found one; 4 where a file cannot be read.

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    """
    found, broken = [], False
    for path in (file for name in paths for file in _files(name)):
        try:
            text = whole_text(path)
            tidy = tidied_file(text, path)
        except myologic.ContentError as mistake:
            complain(str(mistake))
            broken = True
            continue
        if tidy != text:
            found.append(path)
            if not check:
                write_file(path, tidy)
    if found:
        say("\n".join(found))
    complain(f"{len(found) or 'no'} file{'' if len(found) == 1 else 's'} {'untidy' if check else 'tidied'}")
    return exits.CONTENT if broken else exits.NOTHING if check and found else exits.ANSWERED


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        if not os.path.exists(path):
            raise FileNotFoundError(ENOENT, "no such file or folder", path)
        yield path
        return
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith((".", "__pycache__")))
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(_SUFFIXES))
