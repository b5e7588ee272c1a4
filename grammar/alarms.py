"""Alarms: what must be heard before anything else is read, whatever words it is said in.

An alarm is content. It names ideas, each a set of wordings (`lex:Concept`), and is raised where all of them stand near each
other, in any order, and none of those that excuse it does. Words are matched by stem and with a slip of spelling, a denial
before an idea takes it away. The work is linear in the length of the text: every word starts a bounded number of wordings,
each of bounded length.
"""

from __future__ import annotations

from bisect import bisect_left

from myologic.engine.records import NamedTuple
from myologic.grammar.leanings import FEWEST_WORDS, MOST_WORDS, Lean, lean_of, read_leanings, signs_of
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.normalise import Word, respelled, sentences_of, words_of
from myologic.grammar.spelling import distance, is_ordinary

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

CRISIS = "crisis"
REACH = 16
"""Words that may lie between the ideas of an alarm that says nothing else."""

SENTENCE_GAP = 3
"""What the end of a sentence counts, in words."""

SHORTEST_STEM = 3
GAP = 4
"""Words that `*` in a wording stands for, at most; small words do not count."""

SMALL_BETWEEN = 2
"""Small words that may stand between two words of a wording, at most."""

DENIED = 3
"""Words that a denial reaches; small words do not count, but no more of them lie in its reach than `SMALL_DENIED`."""

SMALL_DENIED = 4

MOST_UNKNOWN = 40
"""Different unknown words of one text whose spelling is tried."""

_MOST_KEPT = 4096
_SHORTEST_CORRECTED = 5


class Raised(NamedTuple):
    """An alarm that was raised: by what, for which thing or as which refusal, and where it stands in the text."""

    thing: str
    topic: str
    late: bool
    text: str
    start: int
    end: int
    warns: str = ""
    care: str = ""


class Heard(NamedTuple):
    """All alarms of a text, the things that it excuses, and where the words begin that it denies."""

    raised: tuple[Raised, ...]
    excused: frozenset[str]
    denied: frozenset[int]
    asks_meaning: bool = False
    """Whether the text only asks what a word means: nothing is said of a person."""
    let_off: bool = False
    """Whether all ideas of an alarm stand there and, near them, one that makes it none."""
    lean: Lean | None = None
    """How far the words lean to danger, all together."""
    doubted: frozenset[int] = frozenset()
    """Where words begin that name a danger and are meant in another sense."""
    ruled: frozenset[int] = frozenset()
    """Where words begin of what somebody looked for and ruled out."""


NOTHING_HEARD = Heard((), frozenset(), frozenset())


class _Token(NamedTuple):
    """A word, its place among the words (ends of sentences counted), and the mark before it: "", "," or "end"."""

    form: str
    start: int
    end: int
    at: int
    before: str


class _Match(NamedTuple):
    at: int
    first: int
    last: int


class _Item(NamedTuple):
    """What a word of a wording may be: whole words, what it begins with, numbers; and whether others may stand before it."""

    whole: frozenset[str]
    stems: tuple[str, ...]
    numbers: tuple[tuple[int, int], ...]
    loose: bool


class _Wording(NamedTuple):
    """What follows the first word of a wording, its ideas, and words of which one must be there (None: any may be)."""

    rest: tuple[_Item, ...]
    ideas: Sequence[int]
    wanted: frozenset[str] | None


class _Found(NamedTuple):
    """Every idea to where it stands; what every denied word is denied by; the words of what was ruled out."""

    ideas: dict[int, list[_Match]]
    denied: dict[int, list[_Match]]
    ruled: set[int]


def hear(text: str, lexicon: Lexicon) -> Heard:
    """Everything in a text that raises an alarm.

    Parameters
    ----------
    text
        Cleaned text.
    lexicon
        The lexicon of the knowledge base; without alarms in it nothing is heard.
    """
    alarms = lexicon.alarms
    if not alarms:
        return NOTHING_HEARD
    tokens = _tokens(text, lexicon)
    found = _ideas(tokens, alarms, lexicon)
    tried = [r for rule in alarms["rules"] if (r := _raised(rule, found, tokens, text)) is not None]
    raised = [r for r in tried if r.end >= 0]
    raised = list({(r.thing, r.topic, r.late, r.warns): r for r in reversed(raised)}.values())[::-1]
    excused = frozenset(thing for thing, idea in alarms["excuses"] if found.ideas.get(idea))
    meaning = bool(found.ideas.get(alarms.get("meaning", -1))) and not found.ideas.get(alarms.get("person", -1))
    return Heard(tuple(raised), excused, frozenset(tokens[i].start for i in found.denied), meaning, len(raised) < len(tried), _lean(tokens, lexicon), ruled=frozenset(tokens[i].start for i in found.ruled))


def _lean(tokens: Sequence[_Token], lexicon: Lexicon) -> Lean | None:
    """How far the words of a text lean all together, None where there are too few or too many to say."""
    if not FEWEST_WORDS <= len(tokens) <= MOST_WORDS or not lexicon.alarms.get("leanings"):
        return None
    memo = lexicon.memo("leanings")
    leanings = memo.get("read")
    if leanings is None:
        leanings = memo["read"] = read_leanings(lexicon.alarms["leanings"])
    return lean_of(signs_of(_as_lack(tokens)), leanings, lexicon.alarms["signs"])


def _as_lack(tokens: Sequence[_Token]) -> list[str]:
    """The words, *can no longer* as *can not*: the weights were fitted to what people can not do."""
    forms: list[str] = []
    for token in tokens:
        if token.form == "longer" and forms[-2:] in (["can", "no"], ["could", "no"]):
            forms[-1] = "not"
        else:
            forms.append(token.form)
    return forms


def words_heard(text: str, lexicon: Lexicon) -> list[str]:
    """The words of a cleaned text as alarms see them: folded, contractions written out, without marks.

    Parameters
    ----------
    text
        Cleaned text.
    lexicon
        Of the knowledge base.
    """
    return [token.form for token in _tokens(text, lexicon)]


# ---------------------------------------------------------------- words


def _tokens(text: str, lexicon: Lexicon) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    for sentence in sentences_of(respelled(words_of(text), lexicon.respell, lexicon.respell_heads)):
        before = "end"
        for word in sentence.words:
            if not word.form[:1].isalnum():
                before = before or ","
                continue
            for part in _parts(word):
                tokens.append(_Token(part, word.start, word.end, at, before))
                before = ""
                at += 1
        at += SENTENCE_GAP
    return tokens


def _parts(word: Word) -> tuple[str, ...]:
    """A number and what is written on to it are two words: *12yo*."""
    form = word.form
    digits = len(form) - len(form.lstrip("0123456789"))
    return (form[:digits], form[digits:]) if 0 < digits < len(form) and form[digits:].isalpha() else (form,)


def _respelt(tokens: Sequence[_Token], alarms: Mapping[str, Any], lexicon: Lexicon) -> dict[str, str]:
    """Unknown words to the words of alarms that they are a slip away from."""
    table: dict[str, str] = {}
    looked = 0
    known = alarms["words"]
    nearest = lexicon.memo("alarms").setdefault("nearest", {})
    for form in dict.fromkeys(t.form for t in tokens):
        if len(form) < _SHORTEST_CORRECTED or len(form) > 24 or not form.isalpha() or form in alarms["starts"]:
            continue
        if form in known or any(form[:n] in alarms["stems"] for n in range(SHORTEST_STEM, len(form) + 1)):
            continue
        if is_ordinary(form) or form in lexicon.phrases:
            continue
        looked += 1
        if looked > MOST_UNKNOWN:
            break
        near = nearest.get(form)
        if near is None:
            near = _nearest(form, alarms)
            if len(nearest) < _MOST_KEPT:
                nearest[form] = near
        if near:
            table[form] = near
    return table


def _nearest(form: str, alarms: Mapping[str, Any]) -> str:
    best, found = 3, ""
    for word in alarms["words"]:
        if word[0] == form[0] and len(word) >= _SHORTEST_CORRECTED and abs(len(word) - len(form)) <= 2:
            reach = 1 if len(word) <= 7 else 2
            edits = distance(form, word, reach)
            if edits <= reach and edits < best:
                best, found = edits, word
    if found:
        return found
    for stem in alarms["stems"]:
        if stem[0] == form[0] and len(stem) >= _SHORTEST_CORRECTED and len(form) >= len(stem) - 1:
            for size in (len(stem), len(stem) - 1, len(stem) + 1):
                if distance(form[:size], stem, 1) <= 1:
                    return str(stem)
    return ""


# ---------------------------------------------------------------- ideas


def _ideas(tokens: Sequence[_Token], alarms: Mapping[str, Any], lexicon: Lexicon) -> _Found:
    respelt = _respelt(tokens, alarms, lexicon)
    forms = [respelt.get(t.form, t.form) for t in tokens]
    small = lexicon.memo("alarms").setdefault("small", frozenset(alarms["small"]))
    known = frozenset(forms)
    found: dict[int, list[_Match]] = {}
    starting: dict[str, list[_Wording]] = {}
    denial = alarms.get("denial", -1)
    for first, form in enumerate(forms):
        wordings = starting.get(form)
        if wordings is None:
            # a word that stands in a text many times is looked up once
            all_of = _starting(form, alarms, lexicon)
            wordings = starting[form] = [w for w in all_of if w.wanted is None or not w.wanted.isdisjoint(known)]
        for wording in wordings:
            last = _last(wording.rest, 0, first, forms, tokens, small) if wording.rest else first
            if last >= 0:
                if denial in wording.ideas and wording.rest and wording.rest[0].loose:
                    # what others stand for within a denial (*neither … nor*) is denied as well as what follows
                    last = first
                match = _Match(tokens[first].at, first, last)
                for idea in wording.ideas:
                    found.setdefault(idea, []).append(match)
    _hide(found, alarms.get("hidden", ()))
    carries = {m.first for m in found.pop(alarms.get("carry", -1), [])}
    turns = {m.first for m in found.pop(alarms.get("turn", -1), [])}
    affirmed = {i for m in found.pop(alarms.get("affirmed", -1), []) for i in range(m.first, m.last + 1)}
    was_ruled = [m for m in found.pop(alarms.get("was ruled", -1), []) if m.last not in affirmed]
    # *x was ruled out* denies what stands before it, and nothing behind it
    before = {i for m in was_ruled for i in range(m.first, m.last + 1)}
    rules_out = [m for m in found.pop(alarms.get("rules out", -1), []) if m.last not in affirmed and m.first not in before]
    denials = [d for d in found.pop(denial, []) if d.first not in affirmed and d.first not in before]
    counts = [form not in small for form in forms]
    also = turns | {m.first for m in found.pop(alarms.get("also", -1), [])}
    ruled = {i for m in rules_out for i in _denied(m, tokens, counts, carries, also)}
    ruled |= {i for m in was_ruled for i in _subject(m, tokens, counts)}
    denied: dict[int, list[_Match]] = {}
    for each in denials:
        # what denies in *is not*, *not had any* is the word that is no small one
        saying = [i for i in range(each.first, each.last + 1) if counts[i]] or [each.first]
        core = _Match(each.at, saying[0], saying[-1])
        for i in _denied(each, tokens, counts, carries, turns):
            denied.setdefault(i, []).append(core)
    return _Found(found, denied, ruled)


def _hide(found: dict[int, list[_Match]], hidden: Sequence[Sequence[int]]) -> None:
    """Takes the matches of an idea away that lie within words of another one that they are only a part of."""
    for idea, other in hidden:
        if idea in found and other in found:
            around = found[other]
            found[idea] = [m for m in found[idea] if not any(o.first <= m.first and m.last <= o.last for o in around)]


def _starting(form: str, alarms: Mapping[str, Any], lexicon: Lexicon) -> Sequence[_Wording]:
    """The wordings that begin with a word."""
    memo = lexicon.memo("alarm wordings")
    rows = memo.get(form)
    if rows is None:
        starts, stems = alarms["starts"], alarms["stems"]
        raw = [*starts.get(form, ())]
        for size in range(SHORTEST_STEM, min(len(form), 24) + 1):
            raw += stems.get(form[:size], ())
        if form[0].isdigit():
            raw += [(rest, ideas) for low, high, rest, ideas in alarms["numbers"] if _within(form, low, high)]
        rows = tuple(_Wording(items, ideas, _wanted(items)) for items, ideas in ((_items(rest), ideas) for rest, ideas in raw))
        if len(memo) < _MOST_KEPT:
            memo[form] = rows
    return rows


def _items(rest: Sequence[str]) -> tuple[_Item, ...]:
    """The words of a wording that follow the first, read once."""
    items = []
    loose = False
    for item in rest:
        if item == "*":
            loose = True
            continue
        words = item.split("|")
        ranges = [word.partition("..") for word in words if ".." in word and not word.endswith("*")]
        items.append(
            _Item(
                frozenset(word for word in words if ".." not in word and not word.endswith("*")),
                tuple(word[:-1] for word in words if word.endswith("*")),
                tuple((int(low), int(high)) for low, _, high in ranges),
                loose,
            )
        )
        loose = False
    return tuple(items)


def _wanted(items: Sequence[_Item]) -> frozenset[str] | None:
    """Whole words of which one must follow, None where stems or numbers may."""
    return next((item.whole for item in items if not item.stems and not item.numbers), None)


def _last(
    items: Sequence[_Item], item: int, at: int, forms: Sequence[str], tokens: Sequence[_Token], small: frozenset[str]
) -> int:
    """The last word of a wording whose words up to `at` were found, -1 where the rest is not there."""
    if item == len(items):
        return at
    whole, stems, numbers, loose = items[item]
    others = GAP if loose else 0
    for there in range(at + 1, min(at + 2 + SMALL_BETWEEN + (2 * GAP if loose else 0), len(forms))):
        if tokens[there].before == "end":
            return -1
        form = forms[there]
        if form in whole or (stems and form.startswith(stems)) or (numbers and _is_number(form, numbers)):
            last = _last(items, item + 1, there, forms, tokens, small)
            if last >= 0:
                return last
        if form not in small:
            others -= 1
            if others < 0:
                return -1
    return -1


def _is_number(form: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return form[0].isdigit() and any(_within(form, low, high) for low, high in ranges)


def _within(form: str, low: int, high: int) -> bool:
    """Whether a number, of which only the whole part counts, lies in a range."""
    whole = form.replace(",", ".").partition(".")[0]
    return len(whole) <= 4 and whole.isascii() and whole.isdigit() and low <= int(whole) <= high


def _denied(
    denial: _Match, tokens: Sequence[_Token], counts: Sequence[bool], carries: set[int], turns: set[int]
) -> Iterator[int]:
    """The words that a denial reaches: a few behind it, and again a few behind a word that carries it on."""
    left, small = DENIED, SMALL_DENIED
    for i in range(denial.last + 1, len(tokens)):
        if tokens[i].before == "end" or i in turns:
            return
        if tokens[i].before == ",":
            if not any(j in carries for j in range(i, i + DENIED + 1)):
                return
            left, small = DENIED, SMALL_DENIED
        yield i
        if i in carries:
            left, small = DENIED, SMALL_DENIED
        elif counts[i]:
            left -= 1
        else:
            small -= 1
        if left <= 0 or small < 0:
            return


def _subject(match: _Match, tokens: Sequence[_Token], counts: Sequence[bool]) -> Iterator[int]:
    """The words right before a verb that make its subject: back over helping words, then to the next small word or mark."""
    i = match.first
    while i > 0 and not tokens[i].before and not counts[i - 1]:
        i -= 1
    for _ in range(DENIED):
        if i == 0 or tokens[i].before or not counts[i - 1]:
            return
        i -= 1
        yield i


# ---------------------------------------------------------------- alarms


def _raised(rule: Mapping[str, Any], found: _Found, tokens: Sequence[_Token], text: str) -> Raised | None:
    needs = [found.ideas.get(idea) for idea in rule["needs"]]
    if not all(needs):
        return None
    groups: list[list[_Match]] = sorted((n for n in needs if n), key=len)
    if found.denied:
        groups = _undenied(groups, found.denied)
    unless = [m.at for idea in rule["unless"] for m in found.ideas.get(idea, ())]
    reach = rule["reach"]
    let_off: Raised | None = None
    for match in groups[0]:
        near = [_near(match, others, reach) for others in groups[1:]]
        if all(n is not None for n in near):
            if any(abs(at - match.at) <= max(reach, REACH) for at in unless):
                let_off = Raised(rule["thing"], rule["topic"], rule["late"], "", -1, -1)
                continue
            chosen = [match, *(n for n in near if n is not None)]
            first, last = min(c.first for c in chosen), max(c.last for c in chosen)
            start, end = tokens[first].start, tokens[last].end
            return Raised(rule["thing"], rule["topic"], rule["late"], text[start:end], start, end, rule["warns"], rule["care"])
    return let_off


def _undenied(groups: Sequence[list[_Match]], denied: Mapping[int, list[_Match]]) -> list[list[_Match]]:
    """The matches that nothing denies but what belongs to one of them itself (*no feeling*, *can not hold*)."""
    reached = {d for group in groups for m in group for d in denied.get(m.first, ())}
    # a match that is denied itself (*neither feeling nor no feeling*) makes no denial within it its own
    free = [m for group in groups for m in group if all(m.first <= d.first for d in denied.get(m.first, ()))]
    own = {d for d in reached if any(m.first <= d.first and d.last <= m.last for m in free)}
    return sorted(([m for m in group if own.issuperset(denied.get(m.first, ()))] for group in groups), key=len)


def _near(match: _Match, others: Sequence[_Match], reach: int) -> _Match | None:
    """The match of another idea that stands nearest, within reach and neither begins nor ends with it."""
    position = bisect_left(others, match.at, key=lambda m: m.at)
    best: _Match | None = None
    for other in others[max(0, position - 4) : position + 4]:
        apart = other.first != match.first and other.last != match.last
        if apart and abs(other.at - match.at) <= reach and (best is None or abs(other.at - match.at) < abs(best.at - match.at)):
            best = other
    return best
