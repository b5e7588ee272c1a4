"""The mistakes that `check` knows beside those of the readers and the engine: one row for each code, never reused.

The checks that are rules have their codes, `C…`, beside their messages in `kb/checks/`.
"""

from __future__ import annotations

from myologic.engine.errors import Problem
from myologic.engine.records import dataclass
from myologic.engine.terms import Place


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake.

    Parameters
    ----------
    kind
        What the problem says of itself, for programs.
    severity
        "error" or "warning".
    rule
        The rule of good content that is broken, one sentence.
    """

    kind: str
    severity: str
    rule: str


MISTAKES = {
    "K101": Mistake("vocabulary", "error", "every property is declared in the schema or in the pack"),
    "K102": Mistake("vocabulary", "error", "every class is declared in the schema or in the pack"),
    "K103": Mistake("label", "error", "every thing, property, class and rule has a label"),
    "K104": Mistake("source", "error", "every thing, claim, property, class and rule has a source"),
    "K105": Mistake("name", "error", "no two things of one kind share a name"),
    "K106": Mistake("literal", "error", "a value is of its own datatype and of the one its property takes"),
    "K107": Mistake("reference", "error", "what is referred to is described somewhere"),
    "K108": Mistake("character", "error", "no text holds controls, invisible characters or marks that turn it around"),
    "K109": Mistake("rule", "error", "every rule has a name and a description in Turtle"),
    "K110": Mistake("name", "error", "an ordinary English word is a name only with lex:risky true"),
    "K111": Mistake("rule", "warning", "a description of a rule belongs to a rule"),
    "K112": Mistake("domain", "warning", "a property is said of things of its domain"),
    "K113": Mistake("range", "warning", "a property leads to things of its range"),
    "K116": Mistake("rule", "warning", "what a rule asks for is stated or derived somewhere"),
    "K117": Mistake("vocabulary", "warning", "a property with a verb has an inverse wording"),
    "K118": Mistake("rule", "warning", "the slots of a rule's sentence are variables of the rule"),
    "K119": Mistake("label", "warning", "the label of a thing that is asked by name brings the thing back"),
    "K120": Mistake("conflict", "error", "a property that has one value is stated with one"),
    "K121": Mistake("pack", "error", "the packs that a pack needs are loaded with it"),
    "K122": Mistake("safety", "error", "a retirement names nothing that keeps people safe"),
    "K123": Mistake("safety", "error", "how soon somebody has to be seen is only ever made sooner"),
    "K124": Mistake("rule", "warning", "no two rules have one name"),
    "K125": Mistake("rule", "warning", "what a rule concludes is read by a rule or can be asked for"),
    "K126": Mistake("conflict", "error", "a name, a number and a year are stated once"),
    "A101": Mistake("ask", "error", "a line of test questions is a known word, a colon and a text"),
    "A102": Mistake("ask", "error", "a test question is answered as its file expects"),
    "F101": Mistake("file", "error", "a content file can be opened"),
    "I101": Mistake("import", "error", "rules import files of their own pack only"),
}


def problem(place: Place, code: str, message: str, suggestion: str | None = None) -> Problem:
    """A problem of a known kind at a place."""
    mistake = MISTAKES[code]
    return Problem(*place, mistake.severity, code, mistake.kind, message, suggestion)
