"""A small shift-reduce driver over LALR(1) tables that `grammar/build.py` made from a Lark grammar.

Nothing of Lark is imported here. A token is a tuple `(kind, value, position)`; its kind is a declared terminal's name
(`PNAME`) or the text of a quoted terminal (`"."`, `"RULE"`). What a grammar rule means is a function with the rule's
name, or its alias's; it is called with the rule's children.

Children follow Lark's customs: quoted terminals and terminals named `_X` are left out, `_rule`s and repetitions are
spliced into their parent, `?rule` with one child is that child. A kept token is the child's whole tuple.
"""

from __future__ import annotations

from myologic.engine.plain_json import read_json
from myologic.engine.records import dataclass

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, TypeAlias

Token: TypeAlias = "tuple[str, Any, int]"
END = "$END"

# How a rule's value comes about, decided once when the tables are bound to functions.
_PASS, _CALL, _CALL_KEPT, _CALL_SPLICED, _SPLICE = range(5)
# The value of a `_rule` or of a repetition: to be spliced into the parent. A class of its own, so that a function of a
# grammar may return lists.
_Children = type("_Children", (list,), {"__slots__": ()})


class ParseError(Exception):
    """A token that no grammar rule allows where it stands.

    Parameters
    ----------
    token
        The offending token; its kind is `$END` at the end of the text.
    expected
        The kinds of token that would have been accepted in its place.
    """

    def __init__(self, token: Token, expected: frozenset[str]) -> None:
        super().__init__(f"unexpected {token[0]} at {token[2]}")
        self.token = token
        self.expected = expected


@dataclass(frozen=True, slots=True)
class GrammarRule:
    """One expansion of a grammar rule: its function's name, its length and which children it keeps."""

    origin: str
    callback: str | None
    length: int
    keep: tuple[int, ...]
    spliced: tuple[bool, ...]
    expand: bool

    @property
    def picks_child(self) -> bool:
        """Whether the value is the one kept child, as in `?rule: "(" child ")"`."""
        return self.expand and len(self.keep) == 1 and not self.spliced[0]


@dataclass(frozen=True, slots=True)
class Tables:
    """LALR(1) tables: for each state what to do on a token, and where to go after a rule.

    An action is a state to shift to, or `~rule` to reduce; a state whose action is a plain number reduces whatever
    comes next, without looking at it.
    """

    terminals: tuple[str, ...]
    rules: tuple[GrammarRule, ...]
    actions: tuple[int | dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]
    starts: dict[str, tuple[int, int]]

    @property
    def callbacks(self) -> frozenset[str]:
        """The names of the functions that the grammar needs."""
        return frozenset(r.callback for r in self.rules if r.callback is not None and not r.picks_child)


def load_tables(text: str) -> Tables:
    """Read the tables that `grammar/build.py` wrote.

    Parameters
    ----------
    text
        The content of a `.json` file of this folder.
    """
    data = read_json(text)
    kinds = data["terminals"]
    origins = data["nonterminals"]
    rules = tuple(
        GrammarRule(origins[o], name, length, tuple(keep), tuple(bool(s) for s in spliced), bool(expand))
        for o, name, length, keep, spliced, expand in data["rules"]
    )
    rows: list[int | dict[str, int]] = [
        row if isinstance(row, int) else dict(zip([kinds[i] for i in row[0]], row[1], strict=True))
        for row in data["rows"]
    ]
    jumps = [dict(zip([origins[i] for i in row[0]], row[1], strict=True)) for row in data["jumps"]]
    return Tables(
        tuple(kinds),
        rules,
        tuple(rows[i] for i in data["actions"]),
        tuple(jumps[i] for i in data["gotos"]),
        {name: (first, last) for name, (first, last) in data["starts"].items()},
    )


class Parser:
    """Tables bound to the functions that give each grammar rule its meaning.

    Parameters
    ----------
    tables
        What `load_tables` returned.
    callbacks
        A function for each name in `tables.callbacks`.

    Raises
    ------
    ValueError
        If a function is missing.
    """

    def __init__(self, tables: Tables, callbacks: Mapping[str, Callable[..., Any]]) -> None:
        missing = sorted(tables.callbacks - callbacks.keys())
        if missing:
            raise ValueError(f"no function for the grammar rules {', '.join(missing)}")
        self.tables = tables
        self._steps = [_step(rule, callbacks) for rule in tables.rules]

    def parse(self, tokens: Iterable[Token], start: str, end: int = 0) -> Any:
        """Parse tokens and return the value of the start symbol.

        Parameters
        ----------
        tokens
            Pulled one by one: a token is asked for only when the ones before it have been reduced as far as they can
            be without it, so that a lexer may depend on what a function has set. After an error the rest is left.
        start
            One of the grammar's start symbols.
        end
            The position to report for the end of the text.

        Raises
        ------
        ParseError
            At the first token that does not fit.
        """
        actions, gotos, steps = self.tables.actions, self.tables.gotos, self._steps
        state, last = self.tables.starts[start]
        states = [state]
        values: list[Any] = []
        supply = iter(tokens)
        token: Token | None = None
        kind = ""
        while True:
            action = actions[state]
            if action.__class__ is not int:
                if token is None:
                    token = next(supply, None) or (END, "", end)
                    kind = token[0]
                found = action.get(kind)  # type: ignore[union-attr]  # not an int: a row
                if found is None:
                    if kind == END and state == last:
                        return values[-1]
                    raise ParseError(token, self._expected(states, last))
                if found >= 0:
                    values.append(token)
                    states.append(found)
                    state = found
                    token = None
                    continue
                action = found
            how, origin, length, function, keep, spliced = steps[~action]
            if how == _PASS:
                # One child that is the value: only the state changes.
                states.pop()
            elif length:
                children = values[-length:]
                del values[-length:], states[-length:]
                if how == _CALL:
                    values.append(function(*children))
                elif how == _CALL_KEPT:
                    values.append(function(*[children[i] for i in keep]))
                elif how == _SPLICE:
                    values.append(_join(children, keep, spliced))
                else:
                    values.append(function(*_join(children, keep, spliced)))
            else:
                values.append(_Children() if how == _SPLICE else function())
            state = gotos[states[-1]][origin]
            states.append(state)

    def _expected(self, states: list[int], last: int) -> frozenset[str]:
        """The kinds of token that can be shifted from here, found by trying each one in the state's row."""
        row = self.tables.actions[states[-1]]
        kinds = (
            frozenset() if isinstance(row, int) else frozenset(k for k in row if self._shiftable(list(states), k, last))
        )
        return kinds | {END} if states[-1] == last else kinds

    def _shiftable(self, states: list[int], kind: str, last: int) -> bool:
        while True:
            action = self.tables.actions[states[-1]]
            found = action if isinstance(action, int) else action.get(kind)
            if found is None:
                return kind == END and states[-1] == last
            if found >= 0:
                return True
            rule = self.tables.rules[~found]
            if rule.length:
                del states[-rule.length :]
            states.append(self.tables.gotos[states[-1]][rule.origin])


def _join(children: list[Any], keep: tuple[int, ...], spliced: tuple[bool, ...]) -> list[Any]:
    """The kept children with spliced ones opened up. A repetition's list grows in place: it has one owner."""
    if not keep:
        return _Children()  # type: ignore[no-any-return]
    first = keep[0]
    result = children[first] if spliced[0] else _Children((children[first],))
    for index, open_up in zip(keep[1:], spliced[1:], strict=True):
        if open_up:
            result.extend(children[index])
        else:
            result.append(children[index])
    return result  # type: ignore[no-any-return]  # see above


_Step: TypeAlias = "tuple[int, str, int, Callable[..., Any], tuple[int, ...], tuple[bool, ...]]"


def _step(rule: GrammarRule, callbacks: Mapping[str, Callable[..., Any]]) -> _Step:
    if rule.callback is None:
        how, function = _SPLICE, _no_function
    elif rule.picks_child:
        # `?rule` with one child; with more than that child's token around it, as in `"(" x ")"`, the child is picked.
        how, function = (_PASS if rule.length == 1 else _CALL_KEPT), _same
    else:
        function = callbacks[rule.callback]
        how = _CALL_SPLICED if any(rule.spliced) else _CALL if rule.keep == tuple(range(rule.length)) else _CALL_KEPT
    return how, rule.origin, rule.length, function, rule.keep, rule.spliced


def _same(child: Any) -> Any:
    return child


def _no_function(*_: Any) -> Any:
    raise AssertionError("a spliced rule has no function")
