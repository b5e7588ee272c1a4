"""Rule sets that come with myologic and can be named instead of a file: RDFS, and OWL RL as far as rules can say it."""

from __future__ import annotations

import os

NAMES = ("owl-rl", "rdfs")


def rule_source(name: str) -> str:
    """The rule file that a word means.

    Parameters
    ----------
    name
        A file; or, where there is no such file, the name of a shipped rule set.

    Examples
    --------
    >>> rule_source("mine.srl")
    'mine.srl'
    """
    if name in NAMES and not os.path.exists(name):
        return os.path.join(os.path.dirname(__file__), name + ".srl")
    return name
