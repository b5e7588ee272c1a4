"""The thing that a name, an id or an address stands for."""

from __future__ import annotations

from myologic.answering.clean import clean_line
from myologic.engine.errors import QuestionError
from myologic.engine.terms import IRI, Literal, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import ALT_LABEL, HIDDEN_LABEL, ID, PREF_LABEL, id_


def named_thing(kb: KnowledgeBase, text: str) -> IRI:
    """The thing that is meant by some words.

    Parameters
    ----------
    kb
        The knowledge base.
    text
        An id such as `gluteus_medius`, a name such as "glute med", or an address.

    Raises
    ------
    QuestionError
        If nothing has that name; the message names the nearest.
    """
    wanted = clean_line(text)
    written = wanted.lower().replace("_", "-").replace(" ", "-")
    direct = IRI(wanted) if "://" in wanted else id_(written)
    if next(kb.match(direct, None, None), None) is not None:
        return direct
    names: dict[str, IRI] = {}
    for predicate in (PREF_LABEL, ALT_LABEL, HIDDEN_LABEL):
        for fact in kb.match(None, predicate, None):
            if isinstance(fact.subject, IRI) and fact.subject.value.startswith(ID):
                names.setdefault(_text(fact.object).lower(), fact.subject)
    found = names.get(wanted.lower())
    if found is not None:
        return found
    from difflib import get_close_matches

    near = get_close_matches(wanted.lower(), names, n=1, cutoff=0.6)
    raise QuestionError(f"unknown thing `{wanted[:60]}`" + (f"; did you mean `{near[0]}`?" if near else ""))


def _text(term: Term) -> str:
    """The text of a literal, or nothing."""
    return term.lexical if isinstance(term, Literal) else ""
