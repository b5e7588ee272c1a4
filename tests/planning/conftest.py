"""What tests of plans share: the shipped knowledge base and cases that reach most of a plan."""

from __future__ import annotations

from collections.abc import Callable
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


@pytest.fixture(scope="session")
def desk(case: Callable[..., Case]) -> Case:
    """A desk worker with signs on both sides and one shoulder more rounded."""
    return case(
        findings=["forward_head", "rounded_shoulder_one_side@right", "anterior_tilt"], habits=["prolonged_sitting"]
    )


@pytest.fixture(scope="session")
def knee(case: Callable[..., Case]) -> Case:
    """Somebody whose left knee moves inward."""
    return case(findings=["knees_in@left"])
