"""What a plan has to keep to, read from words."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.casework.reading import nearest
from myologic.engine.errors import QuestionError
from myologic.engine.terms import IRI
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_, local_name
from myologic.planning.values import Wishes

NOTHING = ("none", "nothing", "no equipment")


def read_wishes(
    kb: Reading, *, minutes: int | None = None, level: str | None = None, equipment: Sequence[str] | None = None
) -> Wishes:
    """The wishes for a plan.

    Parameters
    ----------
    kb
        The knowledge base, for the names of levels and equipment.
    minutes
        Most minutes of a session.
    level
        The id or a name of a level.
    equipment
        Ids or names of equipment, also several in one text with commas; "none" for none at all; None for anything.

    Raises
    ------
    QuestionError
        If a name is unknown; the message has the nearest known one and all others.
    """
    found_level = None if level is None else _named(kb, "Level", level, "level")
    if equipment is None:
        return Wishes(minutes, found_level, None)
    words = [word.strip() for each in equipment for word in each.split(",") if word.strip()]
    named = [word for word in words if word.lower() not in NOTHING]
    if named and len(named) < len(words):
        raise QuestionError("`none` stands alone: name equipment, or none")
    found = {_named(kb, "Equipment", each, "equipment") for each in named}
    return Wishes(minutes, found_level, tuple(sorted(found, key=lambda each: each.value)))


def _named(kb: Reading, cls: str, word: str, kind: str) -> IRI:
    """The one thing of a class with an id or a name."""
    wanted = _plain(word)
    things = kb.instances(kb_(cls))
    for each in things:
        if wanted == _plain(local_name(each)) or wanted in (_plain(name) for name in kb.names(each)):
            return each
    known = {local_name(each).replace("-", "_") for each in things}
    hint = nearest(wanted.replace(" ", "_"), known)
    listed = ", ".join(f"`{each}`" for each in sorted(known))
    clean = "".join(each if each.isprintable() else "?" for each in word)[:60]
    raise QuestionError(
        f"unknown {kind} `{clean}`" + (f"; did you mean `{hint}`?" if hint else "") + f"; known are {listed}"
    )


def _plain(text: str) -> str:
    return text.lower().replace("_", " ").replace("-", " ").strip()
