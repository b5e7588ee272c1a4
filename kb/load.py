"""Loading the knowledge base: a compiled snapshot where there is one, else content read, checked, inferred and kept."""

from __future__ import annotations

import os
import time

from myologic.kb.base import KnowledgeBase
from myologic.kb.cache import (
    cache_folder,
    code_newer_than,
    find_stamped,
    hash_code,
    hash_inputs,
    list_inputs,
    snapshot_name,
    stamp,
    store,
)
from myologic.kb.files import ContentFile, pack_files, pack_name, shipped_files
from myologic.kb.snapshot import read_snapshot

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from myologic.kb.content import ContentText, ReadFile
    from myologic.kb.kept_labels import KeptLabels
    from myologic.kb.kept_readings import KeptReadings

NAME = "myologic"
_IMPORTED_SECONDS = time.time()


def load(*packs: Path | str, use_cache: bool = True) -> KnowledgeBase:
    """The shipped knowledge base with packs on top.

    Parameters
    ----------
    packs
        Folders; every `.ttl` and `.srl` file in and below them is read.
    use_cache
        Whether a compiled snapshot may be read and written.

    Raises
    ------
    FileNotFoundError
        A pack's folder does not exist.
    ContentError
        Content cannot be read; it carries every problem found.
    RuleError
        Rules are refused.
    LimitError
        A limit was reached.
    """
    files = [*shipped_files(), *(file for pack in packs for file in pack_files(pack))]
    return load_files(files, [pack_name(pack) for pack in packs], use_cache=use_cache)


def load_files(files: Sequence[ContentFile], names: Sequence[str], *, use_cache: bool = True) -> KnowledgeBase:
    """The knowledge base of some content files; see `load`.

    Parameters
    ----------
    files
        The files of content, those of packs after those they lie on.
    names
        The names of the packs.
    use_cache
        Whether a compiled snapshot may be read and written.
    """
    if not use_cache:
        return KnowledgeBase(_views(_compile(_fetch(files), names)))
    started = time.time()
    folder = cache_folder()
    listing = list_inputs(files, names)
    if listing.newest_code_seconds > _IMPORTED_SECONDS:
        # What runs here is older than the code on disk: nothing it makes may be taken for the new code's work.
        return KnowledgeBase(_views(_compile(_fetch(files), names)))
    stamped = find_stamped(folder, listing)
    if stamped is not None:
        name, sections = stamped
        return KnowledgeBase(sections, (), folder, name)
    sources = _fetch(files)
    content_hash = _content_hash(sources, names)
    code_hash = hash_code()
    name = snapshot_name(content_hash, code_hash, [file.shown for file in files])
    found = read_snapshot(os.path.join(folder, name))
    if found is None:
        compiled = _compile(sources, names, content_hash, code_hash)
        notice = _keep(folder, name, compiled)
        found = _views(compiled)
    else:
        notice = None
    if notice is None:
        from contextlib import suppress

        with suppress(OSError):  # without a stamp the next start reads the content and finds the snapshot by its hash
            stamp(folder, listing, name, started)
    return KnowledgeBase(found, (), folder, name) if notice is None else KnowledgeBase(found, (notice,))


def load_texts(sources: Sequence[ContentText], names: Sequence[str], *, use_cache: bool = True) -> KnowledgeBase:
    """The knowledge base of content whose bytes are at hand, wherever they are from.

    Parameters
    ----------
    sources
        The bytes, those of packs after those they lie on.
    names
        The names of the packs.
    use_cache
        Whether a compiled snapshot may be read and written.

    Raises
    ------
    ContentError, RuleError, LimitError
        As `load`.
    """
    content_hash = _content_hash(sources, names)
    if not use_cache or _is_outdated():
        return KnowledgeBase(_views(_compile(sources, names, content_hash)))
    folder = cache_folder()
    name = snapshot_name(content_hash, hash_code(), [source.file.shown for source in sources])
    found = read_snapshot(os.path.join(folder, name))
    if found is not None:
        return KnowledgeBase(found, (), folder, name)
    found = _views(compiled := _compile(sources, names, content_hash))
    notice = _keep(folder, name, compiled)
    return KnowledgeBase(found, (), folder, name) if notice is None else KnowledgeBase(found, (notice,))


def open_read(sources: Sequence[ContentText], content: Sequence[ReadFile], packs: Sequence[str]) -> KnowledgeBase:
    """The knowledge base of content that was read already and has no problem that stops it.

    What is compiled is kept for the next question that is asked with the same content. Parts that take long and that the
    few questions of a check can do without are not made, see `late`.

    Parameters
    ----------
    sources
        The bytes of the files.
    content
        What was read from them.
    packs
        The names of the packs on top.

    Raises
    ------
    RuleError
        Rules are refused.
    LimitError
        A limit was reached.
    """
    from myologic.engine.effort import uncollected
    from myologic.kb.compile import compile_content
    from myologic.kb.kept_parts import KeptParts

    content_hash, code_hash = _content_hash(sources, packs), hash_code()
    folder = cache_folder()
    name = snapshot_name(content_hash, code_hash, [source.file.shown for source in sources])
    found = read_snapshot(os.path.join(folder, name))
    if found is not None:
        return KnowledgeBase(found, late=False)
    may_keep = not _is_outdated()
    with uncollected():
        parts = KeptParts(folder if may_keep else None, code_hash, packs)
        compiled = compile_content(content, NAME, content_hash, packs, parts, explained=False)
    if may_keep:
        _keep(folder, name, compiled)
    return KnowledgeBase(_views(compiled), late=False)


def _is_outdated() -> bool:
    """Whether what runs here may be older than the code on disk: what it makes must not be taken for the new code's work."""
    return code_newer_than(_IMPORTED_SECONDS)


def _fetch(files: Sequence[ContentFile]) -> list[ContentText]:
    from myologic.kb.content import fetch

    return fetch(files)


def _content_hash(sources: Sequence[ContentText], packs: Sequence[str]) -> str:
    return hash_inputs([("\0".join(packs), b""), *((f"{s.file.pack}/{s.file.inside}", s.data) for s in sources)])


def open_readings(code_hash: str = "") -> KeptReadings:
    """What was read by earlier processes; nothing is kept where the code in memory may not be the code on disk.

    Parameters
    ----------
    code_hash
        The hash of the code, if it is known that this is what runs here.
    """
    from myologic.kb.kept_readings import KeptReadings

    if not code_hash and _is_outdated():
        return KeptReadings(None, "")
    return KeptReadings(cache_folder(), code_hash or hash_code())


def open_labels(kb: KnowledgeBase) -> KeptLabels:
    """Which labels of content were found to lead back, and still do with the phrases of a knowledge base; see `open_readings`."""
    from myologic.kb.kept_labels import KeptLabels

    if _is_outdated():
        return KeptLabels(None, "", kb.packs, kb.phrase_parts, kb.lexicon)
    return KeptLabels(cache_folder(), hash_code(), kb.packs, kb.phrase_parts, kb.lexicon)


def _compile(
    sources: Sequence[ContentText], packs: Sequence[str], content_hash: str = "", code_hash: str = ""
) -> dict[str, bytes]:
    """Compile what was fetched; with the hash of the code what others read is used, and what is read is kept."""
    from myologic.engine.effort import uncollected
    from myologic.kb.check import fatal_problems
    from myologic.kb.compile import compile_content, raise_problems
    from myologic.kb.content import read_files
    from myologic.kb.kept_parts import KeptParts

    with uncollected():
        if code_hash:
            readings = open_readings(code_hash)
            content = readings.read(sources)
            readings.keep()
        else:
            content = read_files(sources)
        raise_problems(fatal_problems(content, packs))
        parts = KeptParts(cache_folder() if code_hash else None, code_hash, packs)
        return compile_content(content, NAME, content_hash or _content_hash(sources, packs), packs, parts)


def _keep(folder: str, name: str, sections: dict[str, bytes]) -> str | None:
    """Keep a snapshot; why it could not be kept, or None."""
    try:
        store(folder, name, sections)
    except OSError as error:
        return f"cannot keep the compiled knowledge base below {folder}: {(error.strerror or 'no access').lower()}"
    return None


def _views(sections: dict[str, bytes]) -> dict[str, memoryview]:
    return {name: memoryview(data) for name, data in sections.items()}
