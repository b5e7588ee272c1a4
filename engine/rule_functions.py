"""FILTER, SET and new nodes of rules as functions on numbers, which generated joins call."""

from __future__ import annotations

from collections.abc import Callable

from myologic.engine.bodies import Assign, Test
from myologic.engine.dictionary import Dictionary
from myologic.engine.moment import Moment
from myologic.engine.program import Program
from myologic.engine.terms import Term

# For so many values it is remembered whether a FILTER holds: a join comes by the same ones again and again.
_REMEMBERED = 4096


class Functions:
    """FILTER, SET and new nodes of a program as functions on numbers, for one dictionary."""

    def __init__(self, program: Program, dictionary: Dictionary, moment: Moment) -> None:
        self.program = program
        self.dictionary = dictionary
        self.moment = moment
        # By identity, since a body is read once and kept: hashing an expression would cost more than its value.
        self._tests: dict[int, Callable[..., bool]] = {}
        self._assigns: dict[int, Callable[..., int | None]] = {}

    def test(self, rule: int, test: Test) -> Callable[..., bool]:
        """A FILTER as a function of the numbers of its inputs; an error counts as false."""
        found = self._tests.get(id(test))
        if found is None:
            found = self._tests[id(test)] = self._make_test(test)
        return found

    def _make_test(self, test: Test) -> Callable[..., bool]:
        # The functions of the language are loaded when a value is first asked for: most rules never ask.
        run: Callable[[tuple[Term, ...]], bool] | None = None
        term = self.dictionary.term
        known: dict[tuple[int, ...], bool] = {}

        def remembered(*numbers: int) -> bool:
            found = known.get(numbers)
            if found is None:
                nonlocal run
                if run is None:
                    from functools import partial

                    from myologic.engine.expressions import compile_expression, holds

                    run = partial(holds, compile_expression(test.expression, test.variables, self.moment))
                if len(known) >= _REMEMBERED:
                    known.clear()
                found = known[numbers] = run(tuple(map(term, numbers)))
            return found

        from myologic.engine.texts import text_test

        return text_test(test.expression, test.variables, self.dictionary, remembered) or remembered

    def assign(self, rule: int, assign: Assign) -> Callable[..., int | None]:
        """A SET as a function of the numbers of its solution and inputs; an error gives None."""
        found = self._assigns.get(id(assign))
        if found is None:
            found = self._assigns[id(assign)] = self._make_assign(rule, assign)
        return found

    def _make_assign(self, rule: int, assign: Assign) -> Callable[..., int | None]:
        from myologic.engine.texts import text_maker

        evaluated: Callable[..., Term | None] | None = None
        term, encode = self.dictionary.term, self.dictionary.encode
        place = self.program.body(rule).assigns.index(assign)

        def run(solution: tuple[int, ...], *numbers: int) -> int | None:
            nonlocal evaluated
            if evaluated is None:
                from functools import partial

                from myologic.engine.expressions import compile_expression, value_of

                evaluated = partial(value_of, compile_expression(assign.expression, assign.variables, self.moment))
            value = evaluated(tuple(map(term, numbers)), lambda: (self.seed(rule, solution), place))
            return None if value is None else encode(value)

        return text_maker(assign.expression, assign.variables, self.dictionary, run) or run

    def seed(self, rule: int, solution: tuple[int, ...]) -> str:
        """A text that tells a solution of a rule from every other, the same in every run."""
        keys = [self.program.tag(rule), *map(self.dictionary.sort_key, solution)]
        return "\x00".join(f"{len(key)}:{key}" for key in keys)

    def blank_label(self, rule: int, number: int, solution: tuple[int, ...]) -> str:
        """The label of a new node of a rule's head for one solution."""
        from hashlib import blake2b

        return "r" + blake2b(f"{number} {self.seed(rule, solution)}".encode(), digest_size=12).hexdigest()

    def blank(self, rule: int) -> Callable[[int, tuple[int, ...]], int]:
        """New nodes of a rule's head as a function."""
        encode_key = self.dictionary.encode_key
        return lambda number, solution: encode_key("_:" + self.blank_label(rule, number, solution))
