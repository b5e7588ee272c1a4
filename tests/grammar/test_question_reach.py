"""Every name of the shipped knowledge base leads to what it names."""

from __future__ import annotations

import pytest

from myologic.engine.terms import IRI
from myologic.grammar.collect import LEX
from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.load import load

KB = load()
LEXICON = KB.lexicon
ASKED = ("what is {}", "{}", "i have {}")
"""Questions that are made of a name; one of them has to lead to the thing."""


def reached(question: Question) -> set[str]:
    """What a question names: things, the nodes of things in a state, levels and the like, ideas of relations."""
    found = {m.id.value for m in question.mentions} | {m.node.value for m in question.mentions if m.node is not None}
    found |= {slot.value for slot in (question.slots.level, question.slots.laterality, question.relation) if slot is not None}
    ideas = {relation: info.idea for relation, info in LEXICON.relations.items()}
    asked = (question.relation, question.slots.purpose)
    return found | {ideas[relation.value] for relation in asked if relation is not None and relation.value in ideas}


def names() -> list[tuple[str, str, bool]]:
    """(thing, name, whether it is the preferred one) of everything that can be named; of a silent class only wordings speak."""
    silent = {t.subject.value for t in KB.match(None, IRI(LEX + "silent"), None) if isinstance(t.subject, IRI)}
    found = []
    for thing, info in LEXICON.things.items():
        if not silent.isdisjoint(info.classes):
            continue
        found += [(thing, name, name == info.label) for name in KB.names(IRI(thing)) if ";" not in name]
    return found


def leads(thing: str, name: str) -> bool:
    """Whether one of the questions made of a name leads to the thing."""
    return any(thing in reached(understand(form.format(name), LEXICON)) for form in ASKED)


@pytest.fixture(scope="module")
def lost() -> list[tuple[str, str, bool]]:
    """The names that lead nowhere, or to something else."""
    return [row for row in names() if not leads(row[0], row[1])]


def test_every_preferred_name_leads_to_its_thing(lost: list[tuple[str, str, bool]]) -> None:
    """Label, question, and back to the same thing: all of them."""
    assert [(thing, name) for thing, name, preferred in lost if preferred] == []


def test_hardly_another_name_leads_elsewhere(lost: list[tuple[str, str, bool]]) -> None:
    """Another name may be read as its parts (*tight hips*), be shared, or call for care: fewer than two of a hundred."""
    assert len(lost) * 50 < len(names())
