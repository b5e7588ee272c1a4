"""Signs whose side is not the side at which they are seen: the answer says whose side it took."""

from __future__ import annotations

import pytest

import myologic


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped content."""
    return myologic.load()


def test_side_of_a_single_leg_sign_is_said_to_be_the_leg_stood_on(kb: myologic.KnowledgeBase) -> None:
    """People name the side that drops; the record names the leg stood on."""
    answer = kb.ask("I have a left hip drop, which muscles are weak")

    assert any(item.side == "left" for item in answer.answers)
    assert any("the leg stood on" in line for line in answer.understood.assumed)


def test_side_of_a_sign_seen_where_it_is_needs_no_word(kb: myologic.KnowledgeBase) -> None:
    """A low left shoulder is the left one."""
    answer = kb.ask("my left shoulder is lower, what is tight")

    assert answer.status == "answered"
    assert answer.understood.assumed == ()
