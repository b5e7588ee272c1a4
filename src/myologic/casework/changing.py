"""What would change a verdict: what is not known yet, and what was told, whose presence or absence would turn it.

What a sign would say of a site is read from the content (`hints`); what follows from the ends of the two axes there is
worked out here for one site at a time, because running every rule for everything that could still be told would cost a
hundred times the case. Whatever is not plain from the site alone is left out: what is said here does happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from myologic.casework.evidence import Evidence, Row
from myologic.casework.facts import AGE_BAND, CASE
from myologic.casework.hints import AXES, PROVED, SEEN, Hint, Kin, Sign, hints
from myologic.casework.lookups import lookups
from myologic.casework.verdicts import DISPUTED, LEVELS, OPEN, Inferred, Verdict
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Triple
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import id_, kb_

FLIPS, LIFTS, DISPUTES, WITHDRAWS = "flips", "lifts", "disputes", "withdraws"
BEARS, LACKS, CLEARED, SEEN_STATES = kb_("bears"), kb_("lacks"), kb_("cleared"), kb_("seen")
EITHER = "either"
TURNING, LIFTING, RESTING = 2, 1, 1
"""How many changes of a verdict are named: by what is not known, what would make it surer, and by what was told."""

_VERY_LOW, _LOW = LEVELS.index("very-low"), LEVELS.index("low")
_NEEDED = {
    "tight": ("short",),
    "weak": ("under",),
    "tight-and-weak": ("short", "under"),
    "tense-but-long": ("long", "over"),
    "overactive": ("over",),
    "long": ("long",),
}
"""The ends of the axes that a verdict rests on."""


@dataclass(frozen=True, slots=True)
class Change:
    """What would change a verdict.

    Parameters
    ----------
    thing, label, home
        A finding, test, habit or cause, its name, and the list of a case that it belongs to.
    side
        "left", "right", None where it has no sides; "either" where it is the same for both sides of the verdict.
    present
        Whether its presence would do it (a positive test), or its absence.
    told
        Whether the case names it already.
    effect
        flips (another verdict), lifts (a surer one), disputes, or withdraws (nothing is left of it).
    becomes
        The new verdict, or the new certainty of one that is lifted; None where nothing is left.
    """

    thing: IRI
    label: str
    home: str
    side: str | None
    present: bool
    told: bool
    effect: str
    becomes: str | None

    @property
    def answer(self) -> str:
        """present or absent, of a test positive or negative."""
        words = ("positive", "negative") if self.home == "tests" else ("present", "absent")
        return words[0] if self.present else words[1]


def verdict_of(ends: frozenset[str], *, disagreeing: bool = False) -> str | None:
    """The verdict that follows from the ends of the two axes at one site, or None where none of them holds.

    Parameters
    ----------
    ends
        short, long, over, under: those that hold.
    disagreeing
        Whether tests disagree on its length.
    """
    if disagreeing or {"short", "long"} <= ends or {"over", "under"} <= ends:
        return DISPUTED
    for verdict in ("tight-and-weak", "tense-but-long", "tight", "weak", "overactive", "long"):
        if ends.issuperset(_NEEDED[verdict]):
            return verdict
    return None


class Changes:
    """What would change the verdicts of a case.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    evidence
        The rows that it takes into account.
    """

    def __init__(self, kb: Reading, case: Inferred, evidence: Evidence) -> None:
        self._kb, self._case, self._evidence, self._hints = kb, case, evidence, hints(kb)
        self._bears, lacks = _values(case, BEARS), _values(case, LACKS)
        self._known = self._bears | lacks
        self._gave_way = any(row.overruled for row in evidence.rows)
        self._sided = frozenset(each for each in self._known if "@" in each)
        self._seen, self._cleared = _values(case, SEEN_STATES), _values(case, CLEARED)
        self._axes = tuple((end, _values(case, predicate)) for end, predicate in AXES.items())
        self._disputed, self._ages = _values(case, _LENGTH_DISPUTED), _values(case, AGE_BAND)
        self._hiding: dict[str, bool] = {}
        self.decides: dict[str, int] = {}
        """How many verdicts each thing that is not known could turn, by its address; filled by `of`."""

    def of(self, row: Verdict) -> tuple[Change, ...]:
        """What would change one verdict: what is not known first, then what would make it surer, then what was told.

        Parameters
        ----------
        row
            A verdict of the case. Of one on both sides what changes either side alike is named.
        """
        nodes = [fact.object for fact in row.facts if isinstance(fact.object, IRI)]
        if not nodes:
            return ()
        alike = len(nodes) == 2 and not self._gave_way and self._sided.isdisjoint(self._hints.nodes(nodes[0]) | self._hints.nodes(nodes[1]))
        if len(nodes) == 1 or alike:  # what was told of one side does not touch it: both sides are mirror images
            found, turned = self._at(row, nodes[0])
        else:
            (found, turned), (others, also) = self._at(row, nodes[0]), self._at(row, nodes[1])
            found, turned = [each for each in found if each in others and self._may_be_on_either_side(each)], turned & also
        for each in turned:
            self.decides[each] = self.decides.get(each, 0) + 1
        return tuple(found)

    def _at(self, row: Verdict, where: IRI) -> tuple[list[Change], set[str]]:
        """What would change a verdict at one site, and the things that are not known and could turn it."""
        name = where.value
        held = frozenset(end for end, sites in self._axes if name in sites)
        at = _Site(self._kb, self._evidence.at.get(name, ()), name, held, disputed=name in self._disputed)
        short = self._hints.shortness(where)
        now = None if row.verdict == OPEN else row.verdict
        if verdict_of(held, disagreeing=at.disagreeing) != now:
            return [], set()  # a pack's own verdicts follow from more than the two axes
        either = row.side == "both"
        turning: list[tuple[int, bool, Hint, str | None]] = []
        agreeing: list[tuple[int, Hint]] = []
        needed = frozenset(_NEEDED.get(row.verdict, ()))
        for kin in self._hints.at(where):
            # What habits suggest may give way to a sign, and what was cleared stays so: that is a matter of each sign.
            each_apart = bool(at.expected) or not kin.seen or (short in self._cleared and "short" in kin.ends)
            verdict = verdict_of(held | kin.ends, disagreeing=at.disagreeing)
            if not kin.seen and verdict == now and not needed & kin.ends:
                continue  # none of these habits and causes would turn it, and none says the same
            if not each_apart:
                if verdict != now:
                    turning += [(place, True, hint, verdict) for place, hint in kin.hints if self._is_open(hint.sign)]
                elif needed & kin.ends:
                    agreeing += kin.hints
            else:
                for place, hint in kin.hints:
                    for verdict in self._beside(at, kin, hint) if self._is_open(hint.sign) else ():
                        if verdict != now:
                            turning.append((place, True, hint, verdict))
                        elif needed & kin.ends:
                            agreeing.append((place, hint))
            if kin.clears and "short" in held and not at.gave_way:
                disagreeing = at.disagreeing or "short" in at.proved
                verdict = verdict_of(held if disagreeing else held - {"short"}, disagreeing=disagreeing)
                if verdict != now:
                    turning += [(place, False, hint, verdict) for place, hint in kin.hints if self._is_open(hint.sign)]
        turning.sort(key=lambda each: each[:2])
        found = [_change(hint.sign, either, present, verdict) for _, present, hint, verdict in turning[:TURNING]]
        found += self._lifting(row, where, at, agreeing, either)
        return found + self._resting(row, at, short, either), {hint.sign.thing.value for _, _, hint, _ in turning}

    def _may_be_on_either_side(self, change: Change) -> bool:
        """Whether what is said of either side may still be told of both: what is told may explain or exclude it on one of them."""
        nodes = (IRI(f"{change.thing.value}@{side}") for side in ("left", "right"))
        signs = [self._hints.sign(each) for each in nodes if change.side == EITHER]
        return change.told or all(each is None or self._is_open(each) for each in signs)

    def _is_open(self, sign: Sign) -> bool:
        """Whether a sign may still be told: it is not known, nothing told excludes or explains it, it explains nothing told, and is
        no warning sign at the person's age."""
        return (
            sign.node.value not in self._known
            and sign.clashes.isdisjoint(self._bears)
            and sign.explains.isdisjoint(self._bears)
            and sign.explained_by.isdisjoint(self._bears)
            and sign.alarms.isdisjoint(self._ages)
        )

    def _beside(self, at: _Site, kin: Kin, hint: Hint) -> Iterator[str | None]:
        """The verdict if a sign were there, where what habits suggest or what tests have cleared matters."""
        sign = hint.sign
        cleared = frozenset(end for end, state in hint.ends.items() if state in self._cleared)
        if kin.seen:
            ends = at.seen | at.expected_beside(sign.contrary) | (kin.ends if kin.proved else kin.ends - cleared)
            yield verdict_of(ends, disagreeing=at.disagreeing or (kin.proved and bool(cleared)))
        elif sign.contrary.isdisjoint(self._seen):
            yield verdict_of(at.ends | (kin.ends - cleared), disagreeing=at.disagreeing)

    def _lifting(
        self, row: Verdict, where: IRI, at: _Site, agreeing: list[tuple[int, Hint]], either: bool
    ) -> list[Change]:
        """The first signs that say the same and would make a verdict surer."""
        now, needed = LEVELS.index(row.certainty), _NEEDED.get(row.verdict, ())
        known = {end: now for end in needed}
        for end in needed if len(needed) > 1 else ():  # a verdict that rests on one end is as sure as that
            level = self._case.certainty(Triple(CASE, AXES[end], where))
            known[end] = LEVELS.index(level) if level in LEVELS else len(LEVELS) - 1
        found: list[Change] = []
        agreeing.sort(key=lambda each: each[0])
        for _, hint in agreeing:
            if len(found) == LIFTING:
                break
            sign, levels = hint.sign, []
            if not self._is_open(sign):
                continue
            for end, rank in known.items():
                more = self._hints.alone(sign, end, where) if end in hint.ends else 0
                # A second sign of another source lifts what is very unsure; two habits do not.
                lifted = rank == more == _VERY_LOW and not sign.kinds.isdisjoint(SEEN) and at.heard_beside(end, hint.voices)
                levels.append(_LOW if lifted else max(rank, more))
            if min(levels, default=0) > now:
                found.append(_change(sign, either, True, LEVELS[min(levels)], LIFTS))
        return found

    def _resting(self, row: Verdict, at: _Site, short: str, either: bool) -> list[Change]:
        """What was told and a verdict rests on, and what would explain it: without it there would be another verdict, or none."""
        found: list[Change] = []
        tests_disagree = at.disagreeing or (short in self._cleared and "short" in at.ends)
        if at.gave_way or tests_disagree or row.verdict == OPEN:
            return found
        for thing in row.signs:
            nodes = [node for side in ("", "@left", "@right") if (node := thing.value + side) in self._bears]
            sign = self._hints.sign(IRI(nodes[0])) if nodes else None
            if sign is None:
                continue
            if thing.value not in self._hiding:
                self._hiding[thing.value] = self._hides(nodes)
            if self._hiding[thing.value]:
                continue
            clears = {state for node in nodes if (each := self._hints.sign(IRI(node))) for state in each.clears}
            verdict = at.without(thing.value, clearing=short in clears)
            if verdict == row.verdict:
                continue
            side = sign.side if len(nodes) == 1 else "both"
            found.append(_change(sign, either, False, verdict, side=side, told=True))
            if len(nodes) == 1 and not clears and not self._hints.brought(sign.node):
                found += self._explained(at, sign, verdict)
            break
        return found

    def _hides(self, nodes: Iterable[str]) -> bool:
        """Whether some signs, or what they bring along, exclude or explain something else that was told: without them it counts."""
        gone = {each.node.value: each for node in nodes for each in self._hints.with_brought(IRI(node))}
        others = self._bears.difference(gone)
        return any(not (others.isdisjoint(each.clashes) and others.isdisjoint(each.explains)) for each in gone.values())

    def _explained(self, at: _Site, sign: Sign, verdict: str | None) -> Iterator[Change]:
        """The first cause that would explain a sign and says nothing of the site itself."""
        for cause in self._hints.explainers(sign.node):
            silent = cause.node.value not in self._known and cause.clashes.isdisjoint(self._bears)
            others = cause.explains & self._bears
            if silent and others == {sign.node.value} and not at.touched(cause.states):
                yield _change(cause, False, True, verdict)
                return


class _Site:
    """The ends that hold at one site, and the rows behind them."""

    def __init__(
        self, kb: Reading, rows: Iterable[Row], name: str, held: frozenset[str], *, disputed: bool
    ) -> None:
        self.name, self._claim = name, lookups(kb).claim
        self.rows: list[tuple[Row, frozenset[str]]] = []
        self.gave_way = False
        seen: set[str] = set()
        expected: set[str] = set()
        proved: set[str] = set()
        for row in rows:
            if row.overruled:
                self.gave_way = True
                continue
            ends = frozenset(end for _, at, end in row.facts.states if at == name) & held
            self.rows.append((row, ends))
            (seen if row.facts.kind in SEEN else expected).update(ends)
            if row.facts.kind in PROVED:
                proved |= ends
        said = held - seen - expected  # states that were told outright have no row
        self.seen, self.expected, self.proved = frozenset(seen | said), frozenset(expected), frozenset(proved | said)
        self.ends, self.said = held, said
        self.disagreeing = disputed and not {"short", "long"} <= held

    def expected_beside(self, contrary: frozenset[str]) -> frozenset[str]:
        """The ends that habits and causes still suggest beside something seen; a row gives way as a whole."""
        if not self.expected:
            return self.expected
        kept = (
            ends
            for row, ends in self.rows
            if row.facts.kind not in SEEN and contrary.isdisjoint(state for state, _, _ in row.facts.states)
        )
        return frozenset().union(*kept)

    def heard_beside(self, end: str, voices: Mapping[str, frozenset[str]]) -> bool:
        """Whether some row shows an end, and what would be told brings a source of its own for it: no row rests on that alone."""
        claims = (self._claim(row.claim) for row, ends in self.rows if end in ends)
        known = {each.voice for each in claims if not each.contested}
        return bool(known) and any(not mine or mine not in known for mine in voices.get(end, ()))

    def touched(self, states: frozenset[str]) -> bool:
        """Whether some states are states of this site."""
        return any(state.startswith(self.name) for state in states)

    def without(self, thing: str, *, clearing: bool) -> str | None:
        """The verdict that would be left without what was told of a thing; a length test would then be negative."""
        left = [(row, ends) for row, ends in self.rows if any(sign.value != thing for sign in row.signs)]
        ends = frozenset().union(self.said, *(ends for _, ends in left))
        if not clearing or "short" not in ends:
            return verdict_of(ends)
        if any("short" in ends for row, ends in left if row.facts.kind in PROVED):
            return DISPUTED
        return verdict_of(ends - {"short"})


def change_text(kb: Reading, change: Change) -> str:
    """A change in words: what, under which condition, and what would be said then."""
    side = {"left": " (left)", "right": " (right)", "both": " (both sides)", EITHER: " (either side)"}.get(change.side or "", "")
    if change.told:
        when = "if it were not there" if change.home != "tests" else "if the test were negative"
    elif change.home == "tests":
        when = f"if the test is {change.answer}"
    else:
        when = "if it is there as well"
    if change.becomes is None:
        then = "nothing is left of it"
    elif change.effect == LIFTS:
        then = kb.label(id_(f"certainty-{change.becomes}"))
    else:
        then = kb.label(id_(change.becomes)) + ("" if change.becomes == DISPUTED else " instead")
    return f"{change.label}{side}, {when}: {then}"


_LENGTH_DISPUTED = kb_("lengthDisputed")


def _change(
    sign: Sign,
    either: bool,
    present: bool,
    becomes: str | None,
    effect: str | None = None,
    *,
    side: str | None = None,
    told: bool = False,
) -> Change:
    if effect is None:
        effect = WITHDRAWS if becomes is None else DISPUTES if becomes == DISPUTED else FLIPS
    shown = side or (EITHER if either and sign.side else sign.side)
    return Change(sign.thing, sign.label, sign.home, shown, present, told, effect, becomes)


def _values(case: Inferred, predicate: IRI) -> frozenset[str]:
    return frozenset(each.value for each in case.objects(CASE, predicate) if isinstance(each, IRI))

