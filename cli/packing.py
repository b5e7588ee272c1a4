"""`packs`: which content questions are answered from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from myologic import exits
from myologic.authoring.packnotes import pack_notes
from myologic.cli.opening import open_base
from myologic.cli.output import say
from myologic.installed import installed_packs, pack_folder


def show_packs(packs: Sequence[str]) -> int:
    """List the shipped content and the packs on top, with the number of facts and the hash of all; then what is installed.

    A pack of an installed distribution that is not on top is listed as such, for it is never read unless it is named.

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
        place = pack_folder(os.fspath(folder))
        rows.append(f"{name}: {place}")
        notes = pack_notes(base.base, place) or ("says nothing of itself: it has no pack.ttl",)
        rows += (f"  {line}" for line in notes)
    rows.append(f"{len(base.base)} facts, hash {base.hash}")
    used = {os.path.realpath(pack_folder(os.fspath(folder))) for folder in packs}
    for each in installed_packs():
        if os.path.realpath(each.folder) not in used:
            rows.append(f"installed with {each.distribution} {each.version}, not read: --pack {each.name} ({each.folder})")
    say("\n".join(rows))
    return exits.ANSWERED
