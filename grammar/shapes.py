"""The shape of a sentence: what `question.lark` makes of its typed tokens.

A strict grammar either fits or it does not. Where it does not, the sentence is read loosely: every marker (*if*, *not*,
*with* …) keeps what stands behind it, everything else is a topic.
"""

from __future__ import annotations

from myologic.engine.records import dataclass, field, replace
from myologic.engine.remembering import remembered
from myologic.grammar.lalr import ParseError, Parser, Token, load_tables
from myologic.grammar.shipped import shipped_text

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What plays which part. Numbers are those of the sentence's mentions, in order.

    Parameters
    ----------
    shape
        The grammar's name for it; "loose" where the strict grammar did not fit.
    topic, object, given, excluded, tools, without, only, meant_for
        The parts.
    relation, inverse_wording
        The property named, and whether its inverse wording named it.
    asks
        "subject" or "object": which end of the relation is asked for; "" where neither or both are open.
    opener
        `WH`, `HOW`, `YESNO` or "".
    kinds
        (class, relation) of the nouns for what is asked for.
    excluded_kinds
        The same, of what is not wanted.
    rivals
        (relation, asks, inverse wording) of every relation of a sentence that was read loosely.
    lacking
        (class, relation) of the nouns for what answers must not have.
    states, given_states
        States that are said of nothing named.
    crossed
        The noun stands between the topic's things.
    compared
        The topic's things are to be compared or chosen from.
    chained
        The things are steps, first to last.
    """

    shape: str = ""
    topic: Numbers = ()
    object: Numbers = ()
    given: Numbers = ()
    excluded: Numbers = ()
    tools: Numbers = ()
    without: Numbers = ()
    only: Numbers = ()
    meant_for: Numbers = ()
    relation: str = ""
    inverse_wording: bool = False
    asks: str = ""
    opener: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    excluded_kinds: tuple[tuple[str, str], ...] = ()
    states: tuple[str, ...] = ()
    given_states: tuple[str, ...] = ()
    rivals: tuple[tuple[str, str, bool], ...] = ()
    lacking: tuple[tuple[str, str], ...] = ()
    crossed: bool = False
    compared: bool = False
    chained: bool = False


@dataclass(frozen=True, slots=True)
class _Things:
    numbers: Numbers
    either: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A modifier: the name of the frame's field, and what to add to it."""

    name: str
    numbers: tuple[Any, ...] = field(default=())


def _merged(frame: Frame, parts: Sequence[_Part]) -> Frame:
    added: dict[str, tuple[Any, ...]] = {}
    for part in parts:
        added[part.name] = added.get(part.name, ()) + part.numbers
    changes: dict[str, Any] = {name: getattr(frame, name) + numbers for name, numbers in added.items()}
    return replace(frame, **changes)


def _shape(*parts: Frame | _Part) -> Frame:
    frame = next((p for p in parts if isinstance(p, Frame)), Frame("only_modifiers"))
    return _merged(frame, [p for p in parts if isinstance(p, _Part)])


def _headed(head: Frame, body: Frame) -> Frame:
    return replace(body, opener=head.opener, kinds=head.kinds + body.kinds)


def _head(*parts: Any) -> Frame:
    frame = Frame("head")
    for part in parts:
        frame = replace(frame, opener=part) if isinstance(part, str) else replace(frame, kinds=part)
    return frame


def _add(things: _Things, *rest: Any) -> _Things:
    """Things and one more, with or without a joining word between."""
    *join, last = rest
    return _Things((*things.numbers, last[1]), things.either or any(j[0] == "OR" for j in join))


def _about(things: _Things) -> Frame:
    return Frame("about", things.numbers, compared=things.either)


def _chain(first: _Things, *steps: _Things) -> Frame:
    numbers = first.numbers + tuple(n for step in steps for n in step.numbers)
    return Frame("chain", numbers, chained=True)


_CALLBACKS: dict[str, Callable[..., Any]] = {
    "shape": _shape,
    "headed": _headed,
    "only_head": lambda head: head,
    "unheaded": lambda body: body,
    "head": _head,
    "opener": lambda token: token[0],
    "kinds": lambda token: (token[1],),
    "more_kinds": lambda kinds, token: (*kinds, token[1]),
    "joined_kinds": lambda kinds, _, token: (*kinds, token[1]),
    "things": lambda token: _Things((token[1],)),
    "more_things": _add,
    "joined_things": _add,
    "list": lambda token: _Things((token[1],)),
    "longer_list": _add,
    "join": lambda token: token,
    "subjects_asked": lambda rel, things: Frame("subjects_asked", things.numbers, relation=rel[1], asks="subject"),
    "objects_asked": lambda things, rel: Frame("objects_asked", things.numbers, relation=rel[1], asks="object"),
    "claim": lambda things, rel, objects: Frame("claim", things.numbers, objects.numbers, relation=rel[1]),
    "bare_relation": lambda rel: Frame("bare_relation", relation=rel[1], asks="subject"),
    "inverse_asked": lambda inv, things: Frame(
        "inverse_asked", things.numbers, relation=inv[1], asks="object", inverse_wording=True
    ),
    "agents_asked": lambda things, inv: Frame(
        "agents_asked", things.numbers, relation=inv[1], asks="subject", inverse_wording=True
    ),
    "inverse_claim": lambda things, inv, agents: Frame(
        "claim", agents.numbers, things.numbers, relation=inv[1], inverse_wording=True
    ),
    "noun_of": lambda noun, things: Frame("noun_of", things.numbers, relation=noun[1], asks="object"),
    "noun_after": lambda things, noun: Frame("noun_of", things.numbers, relation=noun[1], asks="object"),
    "about": _about,
    "members": lambda things, kinds: Frame("members", things.numbers, kinds=kinds, compared=things.either),
    "members_of": lambda first, kinds, more: Frame(
        "members", first.numbers + more.numbers, kinds=kinds, crossed=True
    ),
    "objects_of_kind": lambda things, rel, kinds: Frame(
        "objects_asked", things.numbers, relation=rel[1], asks="object", kinds=kinds
    ),
    "states_asked": lambda states: Frame("states_asked", states=states),
    "states_of": lambda things, states: Frame("states_of", things.numbers, states=states),
    "states_with": lambda states, things: Frame("states_of", things.numbers, states=states),
    "from_to": lambda _, start, to, end: Frame("from_to", start.numbers, end.numbers, chained=True),
    "chain": _chain,
    "arrow": lambda _, things: things,
    "versus": lambda one, _, other: Frame("versus", one.numbers + other.numbers, compared=True),
    "versus_loose": lambda _, things: Frame("versus", things.numbers, compared=True),
    "kinds_compared": lambda kinds: Frame("kinds_compared", kinds=kinds, compared=True),
    "kinds_versus": lambda _, kinds: kinds,
    "states": lambda token: (token[1],),
    "more_states": lambda states, *rest: (*states, rest[-1][1]),
    "given": lambda _, things: _Part("given", things.numbers),
    "given_state": lambda _, token: _Part("given_states", (token[1],)),
    "excluded": lambda _, things: _Part("excluded", things.numbers),
    "excluded_kind": lambda _, token: _Part("excluded_kinds", (token[1],)),
    "with_things": lambda _, things: _Part("tools", things.numbers),
    "without_things": lambda _, things: _Part("without", things.numbers),
    "without_kind": lambda _, token: _Part("lacking", (token[1],)),
    "only_things": lambda _, things: _Part("only", things.numbers),
    "meant_for": lambda _, things: _Part("meant_for", things.numbers),
    "piece": lambda token: token,
    "loose": lambda *tokens: _loosely(tokens),
}

_MARKERS = {
    "GIVEN": "given",
    "NOT": "excluded",
    "WITH": "tools",
    "WITHOUT": "without",
    "ONLY": "only",
    "FOR": "meant_for",
    "FROM": "given",
}


def _loosely(tokens: Sequence[Token]) -> Frame:
    """A frame of tokens that no shape fits: what follows a marker is its part, up to the next token of another kind."""
    parts: list[_Part] = []
    frame = Frame("loose")
    target = "topic"
    verbs = any(kind in ("REL", "INV") for kind, _, _ in tokens)
    for number, (kind, value, _) in enumerate(tokens):
        if kind == "MENTION" and target in ("excluded", "without") and number and tokens[number - 1][0] == "MENTION":
            # *no bench, so give me the x*: nothing joins the second to what is left out
            target = "topic"
        if kind == "NOUN" and verbs and frame.opener == "WH" and not parts and not frame.relation:
            # *what part does x ripen*: the verb says how they are related
            continue
        if kind == "MENTION":
            parts.append(_Part(target, (value,)))
        elif kind in ("AND", "OR"):
            frame = replace(frame, compared=frame.compared or (kind == "OR" and target == "topic"))
        elif kind in _MARKERS:
            target = _MARKERS[kind]
        else:
            if kind == "KIND":
                parts.append(_Part({"excluded": "excluded_kinds", "without": "lacking"}.get(target, "kinds"), (value,)))
            elif kind == "STATE":
                parts.append(_Part("given_states" if target == "given" else "states", (value,)))
            elif kind in ("REL", "INV", "NOUN"):
                before = any(p.name == "topic" for p in parts)
                inverse = kind == "INV"
                asks = ("subject" if inverse else "object") if before else ("object" if inverse else "subject")
                asks = "object" if kind == "NOUN" else asks
                if not frame.relation:
                    frame = replace(frame, relation=value, asks=asks, inverse_wording=inverse)
                frame = replace(frame, rivals=(*frame.rivals, (value, asks, inverse)))
            elif kind in ("WH", "HOW", "YESNO"):
                frame = replace(frame, opener=frame.opener or kind)
            elif kind == "VS":
                frame = replace(frame, compared=True)
            elif kind == "ARROW":
                frame = replace(frame, chained=True)
            target = "topic"
    return _merged(frame, parts)


@remembered(1)
def _parser() -> Parser:
    text = shipped_text("question.json")
    return Parser(load_tables(text), _CALLBACKS)


def shape_of(tokens: Sequence[Token]) -> Frame | None:
    """The frame of a sentence that a shape fits; None where none does."""
    try:
        frame: Frame = _parser().parse(tokens, "shape")
    except ParseError:
        return None
    return frame


def loose_shape_of(tokens: Sequence[Token]) -> Frame:
    """The frame of any sentence, read loosely."""
    frame: Frame = _parser().parse(tokens, "loose")
    return frame
