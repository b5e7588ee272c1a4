"""Versions of content: folders, and revisions of a git repository that are read without touching the work tree."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass
from myologic.kb.base import KnowledgeBase
from myologic.kb.files import is_whole, pack_name, version_files
from myologic.kb.load import load_files


@dataclass(frozen=True, slots=True)
class Version:
    """One version of content, compiled.

    Parameters
    ----------
    name
        As the user called it.
    kb
        What follows from it.
    whole
        Whether it is all content, and not a pack on top of the shipped content.
    """

    name: str
    kb: KnowledgeBase
    whole: bool


def open_version(name: str, other: str) -> Version:
    """Compile one version.

    Parameters
    ----------
    name
        A folder, or a git revision such as `HEAD~1` or `v1.0:kb`.
    other
        The version it is compared with; a revision that names no folder takes the folder of this one.

    Raises
    ------
    QuestionError
        It is neither a folder nor a revision.
    ContentError
        Its content cannot be loaded.
    """
    with version_folder(name, other) as (folder, shown):
        whole = is_whole(folder)
        # the name of a pack is that of its folder, also where that was taken out of a revision
        kb = load_files(version_files(folder, shown), [] if whole else [pack_name(folder)])
    return Version(name, kb, whole)


@contextmanager
def version_folder(name: str, other: str) -> Iterator[tuple[str, str]]:
    """A folder with a version, for as long as it is needed, and what messages call it.

    Parameters
    ----------
    name, other
        As in `open_version`.

    Raises
    ------
    QuestionError
        It is neither a folder nor a revision.
    """
    if os.path.isdir(name):
        yield name, name
        return
    revision, colon, path = name.partition(":")
    if not revision or revision.startswith("-"):
        raise QuestionError(f"`{name}` is no folder and no git revision")
    beside = path if colon else _path_beside(revision, other)
    archive = _archive(name, revision, beside)
    with tempfile.TemporaryDirectory(prefix="myologic-") as place:
        inside = os.path.basename(os.path.abspath(beside)) or "content"
        folder = os.path.join(place, inside)
        os.mkdir(folder)
        _unpack(archive, folder)
        yield folder, f"{revision}:{beside}"


def _path_beside(revision: str, other: str) -> str:
    """The folder of a revision that was named without one: the other version's, else `kb` where there is one."""
    if os.path.isdir(other):
        return other
    if ":" in other:
        return other.partition(":")[2]
    return "kb" if _git("cat-file", "-e", f"{revision}:./kb").returncode == 0 else "."


def _archive(name: str, revision: str, path: str) -> bytes:
    """The folder of a revision as a tar file, from the repository in which the folder lies, wherever the command runs."""
    absolute = os.path.realpath(path)
    home = absolute
    while not os.path.isdir(home):  # a folder that only the revision has
        home = os.path.dirname(home)
    top = _answer(_git("rev-parse", "--show-toplevel", at=home))
    inside = os.path.relpath(absolute, top).replace(os.sep, "/") if top else ""
    # asked for by its number: of a name, git archives only what lies in the folder where it runs
    tree = _answer(_git("rev-parse", "--verify", "--quiet", f"{revision}:{'' if inside == '.' else inside}", at=top)) if top else ""
    done = _git("archive", "--format=tar", tree, at=top) if tree else None
    if done is None or done.returncode != 0:
        commit = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        known = top and _git(*commit, at=top).returncode == 0
        missing = f"the revision `{revision}` has no folder `{path}`"
        raise QuestionError(missing if known else f"`{name}` is no folder and no git revision")
    return done.stdout


def _answer(done: subprocess.CompletedProcess[bytes]) -> str:
    return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""


def _git(*words: str, at: str = ".") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", at, *words], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise QuestionError("to compare a revision, git has to be installed") from error


def _unpack(archive: bytes, folder: str) -> None:
    """Only plain files of an archive, below the folder; nothing it could point elsewhere with."""
    import tarfile

    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        for member in tar:
            parts = member.name.split("/")
            data = tar.extractfile(member) if member.isfile() and ".." not in parts and parts[0] else None
            if data is not None:
                target = os.path.join(folder, *parts)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "wb") as file:
                    file.write(data.read())
