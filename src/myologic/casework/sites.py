"""Sites of muscles as the rules made them: which muscle, which side, which part, what lies within."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

SITE_OF, SITE_SIDE, LIMITED_TO, WHOLE_OF = kb_("siteOf"), kb_("siteSide"), kb_("limitedTo"), kb_("wholeOf")
COVERS, CODE = kb_("covers"), kb_("code")


@dataclass(frozen=True, slots=True)
class Site:
    """A muscle, or a part of it, on one side.

    Parameters
    ----------
    node
        The node that stands for it.
    muscle
        The muscle or group.
    side
        "left" or "right".
    part
        The part or position that it is limited to, or None.
    """

    node: IRI
    muscle: IRI
    side: str
    part: str | None


def site(kb: Reading, node: Term) -> Site | None:
    """The site that a node stands for, or None where it is none."""
    muscle, side = kb.value(node, SITE_OF), kb.value(node, SITE_SIDE)
    if not isinstance(node, IRI) or not isinstance(muscle, IRI) or side is None:
        return None
    return Site(node, muscle, kb.text(side, CODE) or kb.label(side), kb.text(node, LIMITED_TO))


def sites(kb: Reading, nodes: Iterable[Term]) -> tuple[Site, ...]:
    """The sites of several nodes, sorted by address."""
    found = (site(kb, node) for node in nodes)
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.node.value))


def whole_site(muscle: IRI, side: str) -> IRI:
    """The node of a whole muscle on one side."""
    return IRI(f"{muscle.value}@{side}")
