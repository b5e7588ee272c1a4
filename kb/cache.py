"""Where compiled knowledge bases are kept, and how the right one is found without reading any content.

A snapshot is named by a hash over every byte that went into it: content and code. Finding it takes two steps. The quick
one compares the sizes, times and inode numbers of all inputs with a *stamp* written beside the snapshot, character for
character. Where that fails, the inputs are read and hashed. A stamp is only written when every input is older than
`SETTLED_SECONDS`: of a file that was just written, a second change could leave size and time as they were.
"""

from __future__ import annotations

import os
import sys

from myologic.engine.records import dataclass
from myologic.kb.files import ContentFile, shipped_root
from myologic.kb.snapshot import file_facts, map_snapshot, write_snapshot, write_whole

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SETTLED_SECONDS = 3.0
KEPT_SNAPSHOTS = 8
KEPT_STAMPS = 64
_CODE_SUFFIXES = (".py", ".lark", ".json", ".txt")


@dataclass(frozen=True, slots=True)
class Listing:
    """What identifies the inputs without reading them.

    Parameters
    ----------
    text
        One line for each file: path, size, times of change, inode number.
    newest_seconds
        The latest time of change of any input, in seconds since 1970.
    newest_code_seconds
        The same of the code alone.
    """

    text: str
    newest_seconds: float
    newest_code_seconds: float

    @property
    def stamp_name(self) -> str:
        """The name of the stamp file: the same for the same paths."""
        paths = "\n".join(line.partition("\t")[0] for line in self.text.split("\n"))
        # A remainder by a large prime number tells paths apart as a checksum does, and needs no library.
        return f"{int.from_bytes(paths.encode('utf-8', 'surrogateescape'), 'big') % (2**61 - 1):016x}.stamp"


def cache_folder() -> str:
    """The folder for compiled knowledge bases; it may not exist yet.

    Below `XDG_CACHE_HOME` where that is set to an absolute path, else where the platform keeps caches.
    """
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(chosen):
        return os.path.join(chosen, "myologic")
    if sys.platform == "win32":
        parent = os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")
    elif sys.platform == "darwin":
        parent = os.path.expanduser("~/Library/Caches")
    else:
        parent = os.path.expanduser("~/.cache")
    return os.path.join(parent, "myologic")


def code_files() -> Iterator[str]:
    """The files of the packages that a compiled knowledge base depends on, sorted within each folder."""
    root = shipped_root()
    import myologic.engine
    import myologic.grammar

    for folder in (*myologic.engine.__path__, *myologic.grammar.__path__, root):
        with os.scandir(folder) as entries:
            yield from sorted(entry.path for entry in entries if entry.name.endswith(_CODE_SUFFIXES))


def list_inputs(files: Sequence[ContentFile], packs: Sequence[str] = ()) -> Listing:
    """Sizes, times and inode numbers of all content and code files, after the names of the packs: one may hold no file.

    Raises
    ------
    OSError
        A file vanished.
    """
    lines = [f"python {sys.version_info[0]}.{sys.version_info[1]} {sys.byteorder}", *(f"pack {name!r}" for name in packs)]
    newest_code = _list(code_files(), lines)
    newest = _list((file.path for file in files), lines)
    return Listing("\n".join(lines), max(newest, newest_code) / 1e9, newest_code / 1e9)


def _list(paths: Iterable[str], lines: list[str]) -> int:
    """Append a line for each file; the latest time of change in nanoseconds."""
    newest = 0
    for path in paths:
        facts = os.stat(path)
        newest = max(newest, facts.st_mtime_ns, facts.st_ctime_ns)
        lines.append(f"{path}\t{facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino}")
    return newest


def hash_inputs(contents: Iterable[tuple[str, bytes]]) -> str:
    """A hash of named byte strings, 32 hexadecimal digits; order and division into files count."""
    from hashlib import blake2b

    digest = blake2b(digest_size=16)
    for name, data in contents:
        digest.update(f"{len(name)}:{name}:{len(data)}:".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def hash_code() -> str:
    """A hash of the code that compiles, and of the versions it runs on.

    Raises
    ------
    OSError
        A file of the package cannot be read.
    """

    def contents() -> Iterator[tuple[str, bytes]]:
        yield f"python {sys.version_info[:2]} {sys.byteorder}", b""
        for path in code_files():
            with open(path, "rb") as file:
                yield os.path.basename(os.path.dirname(path)) + "/" + os.path.basename(path), file.read()

    return hash_inputs(contents())


def code_newer_than(seconds: float) -> bool:
    """Whether the code on disk is newer than some moment, in seconds since 1970: what runs here may be older then."""
    return list_inputs(()).newest_code_seconds > seconds


def find_stamped(folder: str, listing: Listing) -> tuple[str, dict[str, memoryview]] | None:
    """The name and sections of the snapshot that the stamp of these inputs names; None where there is none or anything changed since."""
    try:
        with open(os.path.join(folder, listing.stamp_name), encoding="utf-8", errors="surrogateescape") as file:
            first, _, text = file.read().partition("\n")
    except (OSError, UnicodeError):
        return None
    name, _, known = first.partition("\t")
    if text != listing.text or os.path.basename(name) != name:
        return None
    sections = map_snapshot(os.path.join(folder, name), known)
    return None if sections is None else (name, sections)


def snapshot_name(content_hash: str, code_hash: str, shown: Sequence[str]) -> str:
    """The name of the snapshot of this content compiled by this code, its files called what they are called."""
    names = "\n".join(shown).encode("utf-8", "surrogateescape")
    return f"{hash_inputs([(content_hash, code_hash.encode()), ('shown', names)])}.snapshot"


def store(folder: str, name: str, sections: Mapping[str, bytes], most: int = 0) -> None:
    """Keep sections in a file, and let go of the oldest files with the same ending.

    Parameters
    ----------
    folder
        Made where it is missing.
    name
        Of the file, with an ending.
    sections
        As for `snapshot.write_snapshot`.
    most
        How many files with this ending stay; 0 for the usual number, `KEPT_SNAPSHOTS`.

    Raises
    ------
    OSError
        The folder or the file cannot be written.
    """
    os.makedirs(folder, mode=0o700, exist_ok=True)
    write_snapshot(os.path.join(folder, name), sections)
    _let_go(folder, os.path.splitext(name)[1], most or KEPT_SNAPSHOTS)


def _let_go(folder: str, ending: str, most: int) -> None:
    """Remove all but the newest files with an ending."""
    kept: list[tuple[int, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(ending):
                try:
                    kept.append((entry.stat().st_mtime_ns, entry.path))
                except OSError:
                    continue  # another process was quicker
    for _, path in sorted(kept, reverse=True)[most:]:
        try:
            os.unlink(path)
        except OSError:
            continue  # another process was quicker, or it may not be removed: either way nothing is lost


def stamp(folder: str, listing: Listing, name: str, started_seconds: float) -> None:
    """Note that these inputs belong to a snapshot, unless one of them is too young to be told from its next version.

    What the file system says of the snapshot is noted too: the next process need not read it to see that it is whole.

    Parameters
    ----------
    name
        The snapshot, which was just written or read and found whole.
    started_seconds
        When the inputs were listed, in seconds since 1970. A change after that changes the listing.

    Raises
    ------
    OSError
        The stamp cannot be written, or the snapshot is gone.
    """
    if listing.newest_seconds > started_seconds - SETTLED_SECONDS:
        return
    data = f"{name}\t{file_facts(os.path.join(folder, name))}\n{listing.text}".encode("utf-8", "surrogateescape")
    write_whole(os.path.join(folder, listing.stamp_name), data)
    _let_go(folder, ".stamp", KEPT_STAMPS)
