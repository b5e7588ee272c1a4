"""What tests of every folder share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from myologic.cases import Case, kb_case
from myologic.kb.base import KnowledgeBase
from myologic.kb.load import load


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped knowledge base."""
    return load()


@pytest.fixture(scope="session")
def case(kb: KnowledgeBase) -> Callable[..., Case]:
    """A case from lists of ids."""

    def make(**known: Any) -> Case:
        return kb_case(kb, **known)

    return make


@pytest.fixture
def steps() -> Callable[[Callable[[], object]], int]:
    """Count the calls, of Python and of C, that a piece of work makes: the same number on every machine, quiet or busy."""

    def count(work: Callable[[], object]) -> int:
        made = 0

        def heard(frame: FrameType, event: str, argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(heard)
        try:
            work()
        finally:
            sys.setprofile(before)
        return made

    return count
