"""Packs that come with installed distributions: an entry point names a folder of data, and no code of it ever runs.

A distribution offers a pack in its metadata, here as `pyproject.toml` has it:

    [project.entry-points."myologic.packs"]
    feet = "feet_pack.content"

The value is the folder `feet_pack/content` where the distribution is installed. Nothing is imported for it: the metadata is
text, and the folder is found from the place of the distribution, or from that of its top-level package, which Python finds
without running it.
"""

from __future__ import annotations

import os
import re

from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution, EntryPoint

GROUP = "myologic.packs"
_FOLDER = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack of an installed distribution.

    Parameters
    ----------
    name
        What `--pack` and `load` call it.
    folder
        Where it lies.
    distribution, version
        What it comes with.
    """

    name: str
    folder: str
    distribution: str
    version: str


def installed_packs() -> tuple[InstalledPack, ...]:
    """Every pack that an installed distribution offers and whose folder is there, by name.

    Examples
    --------
    >>> [pack.name for pack in installed_packs() if not os.path.isdir(pack.folder)]
    []
    """
    return tuple(sorted(_packs(), key=lambda each: (each.name, each.distribution)))


def refuse_empty(packs: Iterable[str]) -> None:
    """Nothing, where each pack holds content; a folder without any is most likely another one than was meant.

    Parameters
    ----------
    packs
        Folders, and names of packs that installed distributions offer.

    Raises
    ------
    QuestionError
        If a folder is there and neither it nor a folder in it has a file of content.
    """
    from myologic.kb.files import pack_files

    for pack in packs:
        folder = pack_folder(pack)
        if os.path.isdir(folder) and not pack_files(folder):
            raise QuestionError(f"nothing to read in `{pack}`: a pack is a folder with .ttl or .srl files")


def pack_folder(pack: str) -> str:
    """The folder of a pack.

    Parameters
    ----------
    pack
        A folder, or the name of a pack that an installed distribution offers. A folder that is there comes first.

    Returns
    -------
    str
        The folder; what was given where it is neither, for the error that follows to name it.

    Raises
    ------
    QuestionError
        If several distributions offer a pack of that name.
    """
    if os.path.isdir(pack) or os.sep in pack or not pack:
        return pack
    found = [each for each in _packs(pack) if each.name == pack]
    folders = {each.folder for each in found}
    if len(folders) > 1:
        offered = ", ".join(sorted(f"`{each.distribution}`" for each in found))
        raise QuestionError(f"several installed distributions offer a pack `{pack[:60]}`: {offered}; name its folder")
    return folders.pop() if folders else pack


def _packs(wanted: str | None = None) -> Iterator[InstalledPack]:
    from importlib.metadata import distributions

    for distribution in distributions():
        for entry in distribution.entry_points:
            if entry.group == GROUP and wanted in (None, entry.name):
                folder = _folder(distribution, entry)
                if folder is not None:
                    yield InstalledPack(entry.name, folder, distribution.name, distribution.version)


def _folder(distribution: Distribution, entry: EntryPoint) -> str | None:
    """The folder that an entry names, or None where it names none that is there."""
    if _FOLDER.fullmatch(entry.value) is None:
        return None
    top, *inside = entry.value.split(".")
    place = str(distribution.locate_file(os.path.join(top, *inside)))
    if os.path.isdir(place):
        return place
    from importlib.util import find_spec

    try:
        spec = find_spec(top)  # of a top-level name: this finds it and runs nothing
    except (ImportError, ValueError):
        return None
    for root in () if spec is None else spec.submodule_search_locations or ():
        place = os.path.join(root, *inside)
        if os.path.isdir(place):
            return place
    return None
