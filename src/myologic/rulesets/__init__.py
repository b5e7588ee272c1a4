"""Rule sets that come with myologic and can be named instead of a file: RDFS, and OWL RL as far as rules can say it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("owl-rl", "rdfs")


def rule_file(name: str) -> str:
    """The rule file that a word means.

    Parameters
    ----------
    name
        A file; or, where there is no such file, the name of a shipped rule set.

    Raises
    ------
    RuleError
        If there is no such file and the word is nearly the name of a rule set.

    Examples
    --------
    >>> os.path.basename(rule_file("rdfs")), rule_file("mine.txt")
    ('rdfs.srl', 'mine.txt')
    """
    if os.path.exists(name):
        return name
    if name in NAMES:
        return os.path.join(os.path.dirname(__file__), name + ".srl")
    from difflib import get_close_matches

    near = get_close_matches(name.lower().removesuffix(".srl"), NAMES, 1, 0.6)
    if near:
        from myologic.engine.errors import Problem, RuleError

        message = f"`{name}` cannot be read: no such file or directory"
        hint = f"`{near[0]}`, a rule set that comes with myologic"
        raise RuleError([Problem(name, 1, 1, "error", "F101", "file", message, hint)])
    return name


def rule_source(name: str) -> Path:
    """The rule file that a word means, as a path: whatever its name, it is a file and not the rules themselves."""
    from pathlib import Path

    return Path(rule_file(name))
