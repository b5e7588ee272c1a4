"""`packs`: which content questions are answered from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from myologic import exits
from myologic.authoring.packnotes import pack_notes
from myologic.cli.opening import open_base
from myologic.cli.output import say


def show_packs(packs: Sequence[str]) -> int:
    """List the shipped content and the packs on top, with the number of facts and the hash of all.

    Parameters
    ----------
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        0.

    Raises
    ------
    MyologicError
        If the content cannot be loaded.
    """
    base = open_base(packs)
    rows = [f"{base.name}: the shipped content"]
    for name, folder in zip(base.packs, packs, strict=True):
        rows.append(f"{name}: {folder}")
        notes = pack_notes(base.base, os.fspath(folder)) or ("says nothing of itself: it has no pack.ttl",)
        rows += (f"  {line}" for line in notes)
    say("\n".join([*rows, f"{len(base.base)} facts, hash {base.hash}"]))
    return exits.ANSWERED
