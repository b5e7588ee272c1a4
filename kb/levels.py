"""Levels of certainty as the fact table keeps them: one small number for a level and the mark of a dispute."""

from __future__ import annotations

LEVELS = ("contested", "very-low", "low", "moderate", "high")
"""From the least sure to the most; the names are those of `kb:certainty`."""
CONTESTED_MARK = 16
"""Added where something that a fact rests on, or an alternative, is contested."""


def level_shown(kept: int) -> str | None:
    """The name of a kept level; None for `high`, which says that nothing uncertain is involved, and for none at all.

    Examples
    --------
    >>> level_shown(2), level_shown(2 + CONTESTED_MARK), level_shown(5), level_shown(0)
    ('very-low', 'very-low', None, None)
    """
    rank = kept % CONTESTED_MARK
    return LEVELS[rank - 1] if 0 < rank < len(LEVELS) else None
