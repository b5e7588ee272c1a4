"""Rules as plain JSON data and back, so that a snapshot can hold them without their text being parsed again."""

from __future__ import annotations

from myologic.engine.plain_json import read_json
from myologic.engine.rules import (
    Apply,
    Assignment,
    BodyElement,
    Expression,
    Filter,
    Negation,
    Rule,
    RuleSet,
    TriplePattern,
)
from myologic.engine.terms import IRI, Place, TermPattern, Triple
from myologic.kb.terms import decode_term, encode_term

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any

# JSON is untyped: values read from it are `Any` until a constructor has taken them.


def encode_rules(rules: RuleSet) -> bytes:
    """A rule set as lines of JSON: the names of files and the data first, then one rule a line."""
    import json

    writer = _Writer()
    lines = [json.dumps(writer.rule(rule), separators=(",", ":")) for rule in rules.rules]
    data = [[writer.term(term) for term in statement.triple] for statement in rules.data]
    heads = [json.dumps(each, separators=(",", ":")) for each in (list(writer.files), data)]
    return "\n".join([*heads, *lines]).encode()


class RuleTable:
    """Rules by their number, decoded when asked for; imports were resolved before and are not kept.

    Parameters
    ----------
    data
        What `encode_rules` made.
    """

    def __init__(self, data: bytes) -> None:
        files, self._data, *self._lines = data.decode().split("\n")
        self._reader = _Reader(read_json(files))
        self._rules: dict[int, Rule] = {}

    def rule(self, number: int) -> Rule:
        """The rule with a number, from 0 in the order of the content."""
        found = self._rules.get(number)
        if found is None:
            found = self._rules.setdefault(number, self._reader.rule(read_json(self._lines[number])))
        return found

    def all(self) -> tuple[Rule, ...]:
        """All rules, in the order of the content."""
        return tuple(map(self.rule, range(len(self._lines))))

    def data(self) -> tuple[Triple, ...]:
        """The triples of the DATA blocks, in the order of the content."""
        return tuple(self._reader.triple(each) for each in read_json(self._data))


class _Writer:
    def __init__(self) -> None:
        self.files: dict[str, int] = {}

    def rule(self, rule: Rule) -> list[Any]:
        name = None if rule.name is None else rule.name.value
        head = [self.element(each) for each in rule.head]
        return [name, head, [self.element(each) for each in rule.body], rule.over_base, self.place(rule.place)]

    def place(self, place: Place) -> list[int]:
        return [self.files.setdefault(place.file, len(self.files)), place.line, place.column]

    def term(self, term: TermPattern) -> str:
        return encode_term(term).decode("utf-8", "surrogatepass")

    def element(self, element: BodyElement) -> list[Any]:
        match element:
            case TriplePattern():
                parts = (element.subject, element.predicate, element.object)
                return ["p", *(self.term(part) for part in parts), self.place(element.place)]
            case Filter():
                return ["f", self.expression(element.expression), self.place(element.place)]
            case Negation():
                inner = [self.element(each) for each in element.elements]
                return ["n", inner, element.over_base, self.place(element.place)]
            case Assignment():
                value = self.expression(element.expression)
                return ["s", self.term(element.variable), value, self.place(element.place)]

    def expression(self, expression: Expression) -> Any:
        if isinstance(expression, Apply):
            arguments = [self.expression(each) for each in expression.arguments]
            return [expression.operator, arguments, self.place(expression.place)]
        return self.term(expression)


class _Reader:
    def __init__(self, files: list[str]) -> None:
        self.files = files

    def rule(self, data: Any) -> Rule:
        name, head, body, over_base, place = data
        return Rule(
            None if name is None else IRI(name),
            tuple(self.pattern(each) for each in head),
            tuple(self.element(each) for each in body),
            over_base,
            self.place(place),
        )

    def place(self, data: Any) -> Place:
        return Place(self.files[data[0]], data[1], data[2])

    def triple(self, data: Any) -> Triple:
        subject, predicate, object_ = (self.term(each) for each in data)
        return Triple(subject, predicate, object_)  # type: ignore[arg-type]  # data holds no variables

    def term(self, text: str) -> TermPattern:
        return decode_term(text.encode("utf-8", "surrogatepass"))

    def pattern(self, data: Any) -> TriplePattern:
        _, subject, predicate, object_, place = data
        return TriplePattern(self.term(subject), self.term(predicate), self.term(object_), self.place(place))

    def element(self, data: Any) -> BodyElement:
        match data[0]:
            case "p":
                return self.pattern(data)
            case "f":
                return Filter(self.expression(data[1]), self.place(data[2]))
            case "n":
                inner = tuple(self.element(each) for each in data[1])
                return Negation(inner, data[2], self.place(data[3]))  # type: ignore[arg-type]  # patterns and filters
            case _:
                variable = self.term(data[1])
                return Assignment(variable, self.expression(data[2]), self.place(data[3]))  # type: ignore[arg-type]

    def expression(self, data: Any) -> Expression:
        if isinstance(data, str):
            return self.term(data)
        operator, arguments, place = data
        return Apply(operator, tuple(self.expression(each) for each in arguments), self.place(place))
