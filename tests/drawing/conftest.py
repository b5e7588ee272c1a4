"""What tests of pictures share: the shipped knowledge base, cases, and pictures as trees."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from myologic.cases import Case, kb_case
from myologic.kb.base import KnowledgeBase
from myologic.kb.load import load

SVG = "{http://www.w3.org/2000/svg}"


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
    """Signs of both sides and of one side, in all layers."""
    return case(
        findings=["low_shoulder@left", "lower_crossed", "knees_in@right", "rounded_shoulder_one_side@right"],
        habits=["prolonged_sitting"],
    )


@pytest.fixture(scope="session")
def regions() -> Callable[[str], Iterator[ET.Element]]:
    """The regions of a picture."""

    def look(svg: str) -> Iterator[ET.Element]:
        for each in ET.fromstring(svg).iter(f"{SVG}path"):
            if each.get("class", "").startswith("region"):
                yield each

    return look
