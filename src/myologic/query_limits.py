"""What keeps a SPARQL query within its time and its memory, whatever it says.

rdflib works a query out in Python and has no way to be stopped, so it is interrupted from outside (`Clock.watching`). Two things
that no interruption stops are done elsewhere: regular expressions, which may take for ever inside one call, run
in pyoxigraph, whose time grows with the length of the text only; and texts that grow by doubling have a longest length.
"""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType, MethodType
from typing import Any

from myologic.engine.errors import QuestionError
from myologic.grammar.ntriples import quote

LONGEST_TEXT = 1 << 16
"""Most characters of a text that a query makes: as much as a literal of content may have."""
_CALLS_A_LOOK = 0xFF
_AGAIN_SECONDS = 0.1
_LONGEST_SECONDS = 1e8
"""Three years; the alarm takes no number without an end."""


class Stopped(BaseException):
    """The time is over. No `Exception`: rdflib takes some of those for a value that is wrong, and goes on."""


class Clock:
    """The time of one query.

    Parameters
    ----------
    seconds
        How long it may take.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = monotonic() + seconds

    def look(self) -> None:
        """Stop where the time is over."""
        if monotonic() > self._until:
            raise Stopped

    def over(self) -> QuestionError:
        """The error for a query whose time is over."""
        time = f"{self.seconds:g} second{'' if self.seconds == 1 else 's'}"
        return QuestionError(f"the query was stopped after {time}; patterns that share no variable multiply their rows")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Stop what runs in this thread when the time is over, whatever runs: `Stopped` is raised in its midst.

        In the main thread the system's alarm rings, where it has one and nobody else uses it. That costs nothing; in other threads
        the calls of Python are watched, with which a query takes two to three times as long.
        """
        with self._alarm() if _may_ring() else self._trace():
            yield

    @contextmanager
    def _alarm(self) -> Iterator[None]:
        def ring(number: int, frame: FrameType | None) -> None:
            raise Stopped

        before = signal.signal(signal.SIGALRM, ring)
        try:
            # Again and again: what is raised while Python tidies an object up is lost.
            signal.setitimer(signal.ITIMER_REAL, min(self.seconds, _LONGEST_SECONDS), _AGAIN_SECONDS)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    @contextmanager
    def _trace(self) -> Iterator[None]:
        calls = 0

        def heard(frame: FrameType, event: str, argument: object) -> None:
            nonlocal calls
            calls += 1
            if not calls & _CALLS_A_LOOK:
                self.look()

        before = sys.gettrace()
        sys.settrace(heard)
        try:
            yield
        finally:
            sys.settrace(before)


def _may_ring() -> bool:
    """Whether this thread hears the alarm of the system, and the program around has no use of its own for it."""
    return (
        hasattr(signal, "setitimer")
        and current_thread() is main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )


def tame(algebra: Any) -> None:  # rdflib's algebra is untyped
    """Replace what could take for ever, or all memory, inside one call of a prepared query; refuse what would fetch.

    Parameters
    ----------
    algebra
        Of `prepareQuery`; it is changed in place.

    Raises
    ------
    QuestionError
        If it would read anything but the graph that it is run on, however that is written.
    """
    from rdflib.plugins.sparql.algebra import traverse
    from rdflib.plugins.sparql.parserutils import CompValue, Expr

    def visit(node: Any) -> None:
        if isinstance(node, CompValue):
            if node.name == "ServiceGraphPattern":
                raise refused("SERVICE")
            if dict.get(node, "datasetClause"):
                raise refused("FROM")
        if not isinstance(node, Expr):
            return
        if node.name in _PATTERNS:
            node._evalfn = MethodType(_PATTERNS[node.name], node)
        elif node.name in ("Builtin_CONCAT", "Builtin_ENCODE_FOR_URI"):
            node._evalfn = MethodType(_short(node._evalfn), node)

    traverse(algebra, visitPre=visit)


def refused(word: str) -> QuestionError:
    """The error for a word that would fetch or change something."""
    return QuestionError(f"`{word}` is refused: a query reads this graph and nothing else")


def _short(work: Any) -> Callable[[Any, Any], Any]:
    def limited(expression: Any, context: Any) -> Any:
        return _checked(work(context))

    return limited


def _checked(value: Any) -> Any:
    if len(value) > LONGEST_TEXT:
        raise QuestionError(f"the query makes a text of more than {LONGEST_TEXT} characters")
    return value


def _regex(expression: Any, context: Any) -> Any:
    """REGEX by pyoxigraph."""
    from rdflib import Literal
    from rdflib.plugins.sparql.operators import string

    texts = [string(expression.text), string(expression.pattern)]
    if expression.flags:
        texts.append(string(expression.flags))
    return Literal(bool(_asked(f"ASK {{ FILTER(REGEX({_listed(texts)})) }}")))


def _replace(expression: Any, context: Any) -> Any:
    """REPLACE by pyoxigraph; language and datatype are those of the text."""
    from rdflib import Literal
    from rdflib.plugins.sparql.operators import string
    from rdflib.plugins.sparql.sparql import SPARQLError

    text = string(expression.arg)
    # Braces end the number of a group, as in XPath its last digit does.
    texts = [text, string(expression.pattern), re.sub(r"\$(\d)", r"${\1}", string(expression.replacement))]
    if expression.flags:
        texts.append(string(expression.flags))
    _checked(text)
    solution = next(iter(_asked(f"SELECT (REPLACE({_listed(texts)}) AS ?made) {{}}")), None)
    made = None if solution is None else solution["made"]
    if made is None:
        raise SPARQLError("REPLACE has no value")
    return Literal(_checked(made.value), datatype=text.datatype, lang=text.language)


_PATTERNS: dict[str, Callable[[Any, Any], Any]] = {"Builtin_REGEX": _regex, "Builtin_REPLACE": _replace}


def _listed(texts: list[Any]) -> str:
    return ", ".join(quote(str(text)) for text in texts)


def _asked(query: str) -> Any:
    from pyoxigraph import Store

    return Store().query(query)
