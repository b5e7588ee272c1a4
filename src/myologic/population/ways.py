"""Which way a table of cases is worked out: column by column, or, where a rule of a pack does not allow it, case by case."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from myologic.engine.errors import QuestionError
from myologic.kb.base import KnowledgeBase
from myologic.population.columns import Work, work
from myologic.population.kept import kept_program
from myologic.population.layout import Item, items_of, layout
from myologic.population.plain import PlainLayout, PlainWork

NOTICE = (
    "a rule of a pack cannot be worked out column by column: each distinct case of the table is worked out by itself, "
    "which takes a hundredth of a second or more"
)


class Way:
    """What a table may say of a person, and what follows from it.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.items: tuple[Item, ...] = items_of(kb)
        self._work: Work | PlainWork | None = None

    def work(self, *, fired: bool = False) -> Work | PlainWork:
        """The work on tables, the same one each time.

        Parameters
        ----------
        fired
            Whether it is kept which clauses fired.

        Raises
        ------
        QuestionError
            If it is to be kept which clauses fired, and there are no clauses.
        """
        by_columns = is_by_columns(self.kb)
        if fired:
            if not by_columns:
                raise QuestionError(
                    "which clauses fired cannot be kept: a rule of a pack cannot be worked out column by column"
                )
            return work(layout(self.kb), fired=True)
        if self._work is None:
            self._work = Work(kept_program(self.kb)) if by_columns else PlainWork(PlainLayout(self.kb))
        return self._work


_WAYS: WeakKeyDictionary[KnowledgeBase, Way] = WeakKeyDictionary()


def way(kb: KnowledgeBase) -> Way:
    """The way of a knowledge base, the same one each time."""
    found = _WAYS.get(kb)
    if found is None:
        found = _WAYS[kb] = Way(kb)
    return found


def is_by_columns(kb: KnowledgeBase) -> bool:
    """Whether the rules about a case could be specialised to the content."""
    return bool(kb.ground_parts)


def notice(kb: KnowledgeBase) -> str | None:
    """What to tell somebody who works a table out, where it will take long."""
    return None if is_by_columns(kb) else NOTICE
