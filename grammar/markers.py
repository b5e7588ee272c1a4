"""The units of a sentence as the typed tokens of the grammar: markers that mark nothing are left out."""

from __future__ import annotations

from myologic.grammar.lalr import Token
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.units import NEAR, OPENERS, Reading, Unit

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence



def typed_tokens(units: Sequence[Unit], reading: Reading, lexicon: Lexicon) -> list[Token]:
    """The typed tokens of the grammar: markers that mark nothing are left out."""
    plain = [u for u in units if u.kind not in ("NOISE", "CUE", "BREAK")]
    for unit in [u for u, after in zip(plain, plain[1:], strict=False) if u.kind == "NOT" and after.kind == "WITH"]:
        # *but not with x*
        unit.kind = "WITHOUT"
        del plain[plain.index(unit) + 1]
    kinds = [u.kind for u in plain]
    tokens: list[Token] = []
    behind = [""] * len(kinds)
    for i in range(len(kinds) - 2, -1, -1):
        behind[i] = behind[i + 1] if kinds[i + 1] == "COMMA" else kinds[i + 1]
    last_to = max((i for i, kind in enumerate(kinds) if kind == "TO"), default=-1)
    from_seen = False
    asks_reason = any(lexicon.cues[c].intent in ("why", "why_not") for c in reading.cues)
    joins = any(lexicon.cues[c].intent in ("path", "compare") for c in reading.cues)
    for i, unit in enumerate(plain):
        kind = unit.kind
        following = behind[i]
        before = tokens[-1][0] if tokens else ""
        if joins and kind == "WITH" and (before, following) == ("MENTION", "MENTION") and not _unlike(plain, i, lexicon):
            # *what links x with y*
            kind = "AND"
        if kind in ("AND", "OR", "COMMA"):
            turned = i + 1 < len(plain) and _contrasted(unit, plain[i + 1], units)
            if before in ("MENTION", "KIND", "STATE") and following == before and not turned and not (
                kind == "COMMA" and (_in_clause(tokens) or _unlike(plain, i, lexicon))
            ):
                joiner = "OR" if kind == "OR" else "AND"
                tokens.append(("VS" if (joiner, before) == ("OR", "KIND") else joiner, "", unit.atom.first))
            continue
        if kind in ("GIVEN", "WITH", "WITHOUT", "ONLY", "FOR", "ARROW", "VS", "TO", "FROM", "NOT"):
            if kind in ("NOT", "WITHOUT") and any(k == "NOWHERE" and 0 <= at - unit.atom.last <= NEAR for k, _, at in reading.modifiers):
                # *without standing, recipes for x* takes a position away, and nothing else
                continue
            wanted = ("MENTION", "KIND") if kind in ("NOT", "VS", "WITHOUT") else ("MENTION", "STATE") if kind == "GIVEN" else ("MENTION",)
            if kind == "ONLY" and following not in wanted and before == "MENTION" and _is_tool(plain[i - 1], lexicon):
                # *x only*
                tokens.insert(len(tokens) - 1, (kind, unit.value, unit.atom.first))
                continue
            if following not in wanted:
                reading.lost = reading.lost or (kind in ("NOT", "WITHOUT") and _next_unknown(unit, reading))
                continue
            if kind == "TO" and not from_seen:
                continue
            if kind == "FROM":
                from_seen = last_to > i
                kind = "FROM" if from_seen and before not in ("MENTION",) else "GIVEN"
                from_seen = kind == "FROM"
            if kind == "FOR" and before != "MENTION":
                continue
            if kind == "NOT" and following == "KIND" and unit.atom.means_word("WITHOUT") and any(t[0] == "KIND" for t in tokens):
                # *for how many soups is no recipe known*: those that lack one
                tokens.append(("WITHOUT", unit.value, unit.atom.first))
                continue
            if kind == "NOT":
                if before in OPENERS or asks_reason or _contrasted(unit, plain[i + 1], units):
                    reading.denied = True
                    continue
                gap = plain[i + 1].atom.first - unit.atom.last
                if gap > NEAR:
                    reading.denied = True
                    continue
            if kind in ("ARROW", "VS") and before not in ("MENTION", "KIND", "WH", "YESNO", ""):
                continue
            if kind == "ARROW" and before != "MENTION":
                continue
        tokens.append((kind, unit.value, unit.atom.first))
    return tokens


def _contrasted(marker: Unit, named: Unit, units: Sequence[Unit]) -> bool:
    """Whether a word like *but* stands between a marker and what is named behind it: then it takes that away from nothing."""
    return any(u.value == "CONTRAST" and marker.atom.last <= u.atom.first < named.atom.first for u in units)


def _is_tool(unit: Unit, lexicon: Lexicon) -> bool:
    return unit.named is not None and lexicon.role(unit.named.id) == "equipment"


def _next_unknown(unit: Unit, reading: Reading) -> bool:
    """Whether what a marker takes away is not known: the next words behind it were left over."""
    return any(0 <= a.first - unit.atom.last <= NEAR for a in reading.left_over)


def _unlike(units: Sequence[Unit], comma: int, lexicon: Lexicon) -> bool:
    """Whether a comma stands between equipment and something else: then it joins nothing."""
    near = [u.named for u in units[max(comma - 1, 0) : comma + 2] if u.named is not None]
    return len({lexicon.role(n.id) == "equipment" for n in near}) == 2


def _in_clause(tokens: Sequence[Token]) -> bool:
    """Whether the tokens so far end in a condition, which a comma closes."""
    for kind, _, _ in reversed(tokens):
        if kind == "GIVEN":
            return True
        if kind not in ("MENTION", "AND", "OR"):
            return False
    return False
