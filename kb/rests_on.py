"""What conclusions rest on, as hashes: what they were made of is the same where these are."""

from __future__ import annotations

from myologic.engine.records import NamedTuple


class RestsOn(NamedTuple):
    """Hashes of the rules with the facts that some of them read, and what a case may say.

    Parameters
    ----------
    conclusions
        Of what the rules read that the content alone may let fire.
    cases
        Of what the rules read that a case may let fire too.
    rules
        Of all that any rule may read.
    limit_facts
        How many facts may be derived at most.
    told
        The addresses of the properties that the facts of a case are written with.
    """

    conclusions: str
    cases: str
    rules: str
    limit_facts: int
    told: tuple[str, ...]

    def to_text(self) -> str:
        """As text, for `rests_on`."""
        return " ".join(map(str, (*self[:-1], *self.told)))


def rests_on(text: str) -> RestsOn:
    """What `RestsOn.to_text` wrote."""
    conclusions, cases, rules, limit, *told = text.split(" ")
    return RestsOn(conclusions, cases, rules, int(limit), tuple(told))
