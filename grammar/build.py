"""Turn the Lark grammars of this folder into LALR(1) tables: `python -m myologic.grammar.build`.

Every `*.lark` file here becomes a `*.json` file beside it, which is committed; only this module imports Lark. The
grammars are built with `strict=True`: a conflict is an error. The start symbols of a file are the rules named in its
first line, `// start: document rules`.

Terminals come from lexers of our own: those with a name are listed with `%declare`, the others are quoted strings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from myologic.grammar.lalr import END

_START = "// start:"


def build_tables(grammar: str) -> str:
    """Build the tables of one grammar and return them as JSON text, the same text each time.

    Parameters
    ----------
    grammar
        The text of a Lark grammar whose first line names its start symbols.

    Raises
    ------
    ValueError
        If the first line names no start symbol.
    lark.exceptions.GrammarError
        If the grammar is malformed or has a conflict.
    """
    from lark import Lark
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        """The grammar's terminals are made elsewhere."""

        def __init__(self, conf: Any) -> None:
            pass

        def lex(self, *_: Any) -> Iterator[Any]:
            return iter(())

    first = grammar.split("\n", 1)[0]
    starts = first.removeprefix(_START).split() if first.startswith(_START) else []
    if not starts:
        raise ValueError(f"the first line of a grammar is `{_START} …`")
    lark = Lark(grammar, parser="lalr", lexer=NoLexer, strict=True, start=starts, maybe_placeholders=False)
    return _Numbering(lark, starts).text()


class _Numbering:
    """Numbers states, rules and symbols independently of Lark's own order, which may vary from run to run."""

    def __init__(self, lark: Any, starts: list[str]) -> None:
        # A quoted terminal is known by its text, a declared one by its name.
        self.kinds = {t.name: t.pattern.value for t in lark.terminals if t.pattern is not None} | {END: END}
        self.table = lark.parser.parser._parse_table  # Lark shows its tables only here
        self.starts = starts
        rules = sorted(lark.rules, key=lambda r: (r.origin.name, r.order, [s.name for s in r.expansion]))
        self.rules = rules
        self.rule_number = {rule: i for i, rule in enumerate(rules)}
        self.states = self._walk()

    def _walk(self) -> list[int]:
        """Lark's states in the order in which they are met from the start symbols."""
        order = [self.table.start_states[s] for s in self.starts]
        met = set(order)
        for state in order:
            row = self.table.states[state]
            for symbol in sorted(row, key=str):
                kind, target = row[symbol]
                if kind.name == "Shift" and target not in met:
                    met.add(target)
                    order.append(target)
        return order

    def _rule(self, rule: Any, origins: list[str]) -> list[Any]:
        name = rule.origin.name
        spliced_into_parent = name.startswith("_") and rule.alias is None
        keep, spliced = [], []
        for i, symbol in enumerate(rule.expansion):
            if symbol.is_term and symbol.filter_out and not rule.options.keep_all_tokens:
                continue
            keep.append(i)
            spliced.append(int(not symbol.is_term and symbol.name.startswith("_")))
        callback = None if spliced_into_parent else rule.alias or rule.options.template_source or name
        expand = int(bool(rule.options.expand1) and rule.alias is None)
        return [origins.index(name), callback, len(rule.expansion), keep, spliced, expand]

    def text(self) -> str:
        """The tables as JSON, a line for each rule and each row."""
        number = {state: i for i, state in enumerate(self.states)}
        is_term = {s.name: s.is_term for r in self.rules for s in r.expansion} | {END: True}
        kinds = sorted({self.kinds.get(n, n) for n, term in is_term.items() if term})
        origins = sorted({r.origin.name for r in self.rules})
        actions: list[int | dict[int, int]] = []
        gotos: list[dict[int, int]] = []
        for state in self.states:
            on_token: dict[int, int] = {}
            after_rule: dict[int, int] = {}
            for symbol, (kind, target) in self.table.states[state].items():
                if kind.name != "Shift":
                    on_token[kinds.index(self.kinds.get(symbol, symbol))] = ~self.rule_number[target]
                elif is_term.get(symbol, False):
                    on_token[kinds.index(self.kinds.get(symbol, symbol))] = number[target]
                else:
                    after_rule[origins.index(symbol)] = number[target]
            # A state that can do nothing but one reduction does it without a look at the next token.
            only = set(on_token.values())
            reduces_always = len(only) == 1 and next(iter(only)) < 0
            actions.append(next(iter(only)) if reduces_always else on_token)
            gotos.append(after_rule)
        rules = [self._rule(r, origins) for r in self.rules]
        _skip_units(actions, gotos, rules)
        starts = {s: [number[self.table.start_states[s]], number[self.table.end_states[s]]] for s in self.starts}
        rows: list[Any] = []
        jumps: list[Any] = []
        row_of = [_index(rows, row if isinstance(row, int) else _columns(row)) for row in actions]
        jump_of = [_index(jumps, _columns(row)) for row in gotos]
        parts = {
            "terminals": _dump(kinds),
            "nonterminals": _dump(origins),
            "starts": _dump(starts),
            "rules": _lines(rules),
            "rows": _lines(rows),
            "jumps": _lines(jumps),
            "actions": _dump(row_of),
            "gotos": _dump(jump_of),
        }
        return "{\n" + ",\n".join(f'"{name}": {value}' for name, value in parts.items()) + "\n}\n"


def _skip_units(actions: list[int | dict[int, int]], gotos: list[dict[int, int]], rules: list[list[Any]]) -> None:
    """Go at once where a chain of `?rule: child` would lead: such a step changes the state only, never the value."""

    def through(state: int, target: int) -> int:
        action = actions[target]
        while isinstance(action, int):
            origin, _, length, keep, spliced, expand = rules[~action]
            if not (length == 1 and expand and keep == [0] and spliced == [0]):
                break
            target = gotos[state][origin]
            action = actions[target]
        return target

    for state, row in enumerate(actions):
        if isinstance(row, dict):
            for kind, action in row.items():
                if action >= 0:
                    row[kind] = through(state, action)
        for origin, target in gotos[state].items():
            gotos[state][origin] = through(state, target)


def _columns(row: dict[int, int]) -> list[list[int]]:
    return [sorted(row), [row[k] for k in sorted(row)]]


def _index(rows: list[Any], row: Any) -> int:
    if row not in rows:
        rows.append(row)
    return rows.index(row)


def _dump(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def _lines(values: list[Any]) -> str:
    return "[\n" + ",\n".join(_dump(v) for v in values) + "\n]"


def main() -> int:
    """Rebuild the tables of every grammar of this folder; say which changed."""
    folder = Path(__file__).parent
    for source in sorted(folder.glob("*.lark")):
        target = source.with_suffix(".json")
        text = build_tables(source.read_text(encoding="utf-8"))
        old = target.read_text(encoding="utf-8") if target.exists() else None
        if text != old:
            target.write_text(text, encoding="utf-8")
        print(f"{target.name}: {'unchanged' if text == old else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
