"""Certainty as content asks for it: levels of claims and rules, losses, caps, disputes, corroboration."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.load import load
from myologic.kb.vocabulary import kb_

pytestmark = pytest.mark.usefixtures("lean_content")

MY = "https://example.org/my/"
TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix my: <https://example.org/my/> .
my:stiffens a rdf:Property . my:bothers a rdf:Property . my:reaches a rdf:Property . my:shows a rdf:Property .
my:cold a kb:Cause ; kb:certainty "moderate" ; my:stiffens my:toe .
my:rain a kb:Cause ; kb:certainty "contested" ; my:stiffens my:heel .
my:snow a kb:Cause ; my:stiffens my:arch .
my:sign-one a kb:Finding ; my:shows my:arch .
my:sign-two a kb:Finding ; my:shows my:arch .
my:sign-three a kb:Finding ; my:shows my:toe .
my:toe a kb:Muscle . my:heel a kb:Muscle . my:arch a kb:Muscle .
my:first a kb:Rule ; kb:certainty "high" .
my:second a kb:Rule ; kb:certainty "high" ; kb:chainLoss 1 .
my:third a kb:Rule ; kb:certainty "low" ; kb:certaintyCap "very-low" .
my:seen a kb:Rule ; kb:certainty "very-low" ; kb:corroborates true .
"""
RULES = """\
PREFIX kb: <https://w3id.org/myologic/kb#>
PREFIX my: <https://example.org/my/>
RULE my:first { ?c my:bothers ?m } WHERE { ?c my:stiffens ?m }
RULE my:second { ?c my:reaches ?m } WHERE { ?c my:bothers ?m }
RULE my:third { ?m kb:disputedIn ?c } WHERE { ?c my:stiffens ?m }
RULE my:seen { ?case kb:short ?m } WHERE { ?case kb:presents ?f . ?f my:shows ?m }
"""


def my(name: str) -> IRI:
    """A thing of the pack."""
    return IRI(MY + name)


@pytest.fixture(scope="module")
def base(lean_content: Path, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A pack with claims and rules of every kind of certainty."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "a.ttl").write_text(TURTLE, encoding="utf-8")
    (folder / "a.srl").write_text(RULES, encoding="utf-8")
    return load(folder, use_cache=False)


# Subject, property, object, what is said of it, and whether something in it is contested.
LEVELS = {
    "a claim has its own level": ("cold", "stiffens", "toe", "moderate", False),
    "a sure rule takes nothing away": ("cold", "bothers", "toe", "moderate", False),
    "a chain loses what its rule says": ("cold", "reaches", "toe", "low", False),
    "what is contested stays so": ("rain", "reaches", "heel", "contested", True),
    "a definition weakens nothing": ("snow", "bothers", "arch", None, False),
}


@pytest.mark.parametrize("name", LEVELS)
def test_level(name: str, base: KnowledgeBase) -> None:
    """Each fact is as sure as its weakest part, less what its rules lose."""
    subject, predicate, object_, level, contested = LEVELS[name]
    fact = Triple(my(subject), my(predicate), my(object_))

    assert base.has(*fact)
    assert (base.certainty(fact), base.is_contested(fact)) == (level, contested)


def test_cap_is_kept(base: KnowledgeBase) -> None:
    """A rule gives at most its cap, whatever its premises are worth."""
    assert base.certainty(Triple(my("toe"), kb_("disputedIn"), my("cold"))) == "very-low"


def test_two_signs_of_a_case_strengthen_each_other(base: KnowledgeBase) -> None:
    """Separate findings of one person lift a conclusion by one level; one finding alone does not."""
    case = my("somebody")
    layer = base.overlay(Triple(case, kb_("presents"), my(f"sign-{n}")) for n in ("one", "two", "three"))

    assert layer.certainty(Triple(case, kb_("short"), my("toe"))) == "very-low"
    assert layer.certainty(Triple(case, kb_("short"), my("arch"))) == "low"
    assert layer.certainty(Triple(my("cold"), my("reaches"), my("toe"))) == "low"
