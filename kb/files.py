"""Which files are content: the shipped ones, and those of packs. Nobody else looks for content files."""

from __future__ import annotations

import os

from myologic.engine.records import dataclass

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = (".ttl", ".srl")
ASKS = ".ask"
CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file of content.

    Parameters
    ----------
    shown
        How messages call it: below the folder as the user gave it, `kb/…` for the shipped ones.
    path
        Where it is.
    pack
        The name of its pack; "" for the shipped content.
    inside
        Its path below the root of its pack, with `/`.
    is_check
        Whether it belongs to the checks and not to the facts.
    """

    shown: str
    path: str
    pack: str
    inside: str
    is_check: bool = False


def shipped_root() -> str:
    """The folder of the shipped content.

    The package's own search path is what `importlib.resources.files` answers from; asking it directly saves a cold
    question the import of that module, which is dearer than the answer.
    """
    import myologic.kb

    return next(iter(myologic.kb.__path__))


def shipped_files() -> tuple[ContentFile, ...]:
    """The shipped content: the schema first, then everything else by path."""
    return tuple(_files(shipped_root(), "kb", ""))


def pack_files(folder: Path | str) -> tuple[ContentFile, ...]:
    """The content of one pack, every `.ttl` and `.srl` file in and below a folder, by path.

    Raises
    ------
    FileNotFoundError
        The folder does not exist or is no folder.
    """
    root = os.fspath(folder)
    if not os.path.isdir(root):
        raise FileNotFoundError(2, "no such folder", root)  # the number of ENOENT, without its module
    return tuple(_files(root, root, pack_name(root)))


def is_whole(folder: Path | str) -> bool:
    """Whether a folder holds content that stands alone, with its own schema, and not a pack."""
    return os.path.isdir(os.path.join(os.fspath(folder), "schema"))


def version_files(folder: Path | str, shown: str) -> tuple[ContentFile, ...]:
    """The content of a version that is compared with another: a pack on top of the shipped content, or all content.

    Parameters
    ----------
    folder
        Where it lies; content that stands alone, or a pack.
    shown
        What messages call the folder.
    """
    root = os.fspath(folder)
    if is_whole(root):
        return tuple(_files(root, shown, ""))
    return (*shipped_files(), *_files(root, shown, pack_name(root)))


def ask_files(folder: Path | str) -> tuple[ContentFile, ...]:
    """The files of test questions in and below a folder; those of the shipped content are called `kb/…`.

    Raises
    ------
    FileNotFoundError
        The folder does not exist or is no folder.
    """
    root = os.fspath(folder)
    if not os.path.isdir(root):
        raise FileNotFoundError(2, "no such folder", root)  # the number of ENOENT, without its module
    if os.path.samefile(root, shipped_root()):
        return tuple(_files(shipped_root(), "kb", "", (ASKS,)))
    return tuple(_files(root, root, pack_name(root), (ASKS,)))


def pack_name(folder: Path | str) -> str:
    """The name of a pack: that of its folder."""
    return os.path.basename(os.path.abspath(folder))


def _files(root: str, shown: str, pack: str, suffixes: tuple[str, ...] = SUFFIXES) -> list[ContentFile]:
    found = [
        ContentFile(os.path.join(shown, *inside.split("/")), os.path.join(root, *inside.split("/")), pack, inside,
                    inside.startswith(CHECKS + "/"))
        for inside in _below(root, "", suffixes)
    ]
    found.sort(key=lambda file: (not file.inside.startswith("schema/"), file.inside))
    return found


def _below(root: str, inside: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    with os.scandir(os.path.join(root, inside) if inside else root) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _below(root, f"{inside}{entry.name}/", suffixes)
            elif entry.name.endswith(suffixes) and entry.is_file():
                yield inside + entry.name
