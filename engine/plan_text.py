"""The text of one generated function while it is written, and the code it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from types import CodeType

from myologic.engine.plan import Need, Plan
from myologic.engine.remembering import remembered
from myologic.engine.rules import Rule
from myologic.engine.terms import Term


class Writer:
    """Writes the text of one function: keeps indentation, the way out of a failed step, and the names used."""

    def __init__(self, header: str, fail: str) -> None:
        self.header = header
        self.lines: list[str] = []
        self.depth = 1
        self.fail = fail
        self.needs: dict[Need, str] = {}

    def need(self, kind: str, what: Term | tuple[int, ...] | None = None, over_base: bool = False) -> str:
        key: Need = (kind, what, over_base)
        name = self.needs.get(key)
        if name is None:
            name = self.needs[key] = f"{kind}{len(self.needs)}{'g' if over_base else ''}"
        return name

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def loop(self, text: str) -> None:
        self.line(text)
        self.depth += 1
        self.fail = "continue"

    def check(self, condition: str) -> None:
        """Go on with the next candidate where the condition holds."""
        self.line(f"if {condition}: {self.fail}")

    def text(self, rename: dict[Need, str]) -> str:
        local = {name: name.lower() for name in self.needs.values()}
        head = [f"    {local[name]} = {rename[need]}" for need, name in self.needs.items()]
        return "\n".join([self.header, *head, *self.lines])


def finished(rule: Rule, writers: Sequence[Writer], takes_all: bool = False) -> Plan:
    """The plan of a rule from its functions, the last of which is `run`."""
    names: dict[Need, str] = {}
    for writer in reversed(writers):
        for need in writer.needs:
            if need not in names:
                names[need] = f"G{len(names)}_{need[0]}"
    source = "\n".join(writer.text(names) for writer in writers) + "\n"
    code = _named(_compiled(source), f"<rule {rule.name.value if rule.name else rule.place}>")
    return Plan(source, tuple((name, need) for need, name in names.items()), code, takes_all)


@remembered(256)
def _compiled(source: str) -> CodeType:
    """Generated text as code; no text names a term, so that rules of one form have one text."""
    return compile(source, "<rule>", "exec")


def _named(code: CodeType, name: str) -> CodeType:
    """The same code and its functions with the name that errors and profiles give them."""
    inner = tuple(_named(each, name) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=name, co_consts=inner)
