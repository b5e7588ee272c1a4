"""What the tests of loading and checking share: the schema, the rules and the muscles as shipped content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from myologic.kb.files import shipped_root

LEAN = ("schema", "rules", "muscles", "checks")


@pytest.fixture(scope="module")
def lean_content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of part of the shipped content in its place, so that reading it again and again costs little."""
    root = tmp_path_factory.mktemp("content")
    for folder in LEAN:
        shutil.copytree(Path(shipped_root()) / folder, root / folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("myologic.kb.files.shipped_root", lambda: str(root))
        yield root
