"""From the words of a sentence to atoms: phrases of the lexicon with all that they may stand for, and what is left over.

Words that no phrase explains are corrected where they are misspelt; else they stay as what was not understood. Of phrases
that overlap the one with the most words of its own is taken, from left to right; other meanings of the same words stay
with it, and `grammar/readings.py` decides between them.
"""

from __future__ import annotations

from itertools import pairwise

from myologic.engine.records import NamedTuple
from myologic.grammar.ellipsis import counted_again
from myologic.grammar.lexicon import CLASS, CUE, REL, SIDE, STATE, THING, TOPIC, WORD, Entry, Lexicon
from myologic.grammar.normalise import Word
from myologic.grammar.notation import CLAIM, INTENT_MARK
from myologic.grammar.spelling import MOST_CORRECTIONS, is_known, nearest, parts_in
from myologic.grammar.trie import Match, find_matches

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

# How much a kind of phrase is worth against another one of as many words that starts at the same place.
_WORTH = {THING: 6, CUE: 5, TOPIC: 4, CLASS: 4, REL: 3, STATE: 3}
LONGEST_SHARED = 5
"""Words of a name that is looked for beside a joining word."""
_PROFORMS = ("one", "ones")
"""Words that stand for a noun said before."""
MOST_MARKS = 8
"""Marks of a sentence that are looked at for being part of a name."""
_STRAIN = 0.4
"""What a word of some meaning counts against a loose wording that it stands in without belonging to it."""
_FARTHEST_PARTICLE = 5
"""Words after its verb in which a particle is looked for."""
_ROLES_FOUND_ANYWHERE = ("danger",)


class Atom(NamedTuple):
    """One phrase of a sentence, or one word that no phrase explains.

    Parameters
    ----------
    entries
        What it may stand for, best first; empty for a word that is not in the lexicon.
    first, last
        Index of its first word, and of the word after it.
    text
        As typed.
    place
        Where that stands in the cleaned text.
    inner
        Atoms that stand inside a loose wording without belonging to it (sides).
    mark
        A comma, bracket or the like; else "".
    loose, strained
        It was found by a loose wording, and words of some meaning stand inside that do not belong to it.
    behind
        The particle of a verb that stands farther behind it, as typed (*down* of *waters them down*).
    """

    entries: tuple[Entry, ...]
    first: int
    last: int
    text: str
    place: tuple[int, int]
    inner: tuple[Entry, ...] = ()
    mark: str = ""
    loose: bool = False
    strained: bool = False
    behind: str = ""

    def of_kind(self, kind: str) -> Entry | None:
        """The first entry of a kind."""
        return next((e for e in self.entries if e.kind == kind), None)

    def means_word(self, token: str) -> Entry | None:
        """The entry that makes a token of this kind of word."""
        return next((e for e in self.entries if e.kind == WORD and e.value == token), None)


class Atoms(NamedTuple):
    """A sentence as atoms, what was corrected in it, and what it says anywhere: cues, dangers and refused topics."""

    atoms: tuple[Atom, ...]
    corrections: tuple[tuple[str, str], ...]
    cues: tuple[str, ...]
    dangers: tuple[Atom, ...]
    topics: tuple[Atom, ...]
    cue_words: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Of every loose cue its name, and which words show it."""


def corrected(words: Sequence[Word], lexicon: Lexicon, text: str) -> tuple[list[Word], list[tuple[str, str]]]:
    """Words with misspelt ones replaced, and the corrections as (as typed, as read)."""
    result: list[Word] = []
    corrections = parts_in(words, lexicon)
    tried: set[str] = set()
    for word in words:
        form = word.form
        if form in lexicon.misspelt:
            corrections.append((word.typed, lexicon.misspelt[form]))
            word = word._replace(form=lexicon.misspelt[form])
        elif form[0].isalpha() and not is_known(form, lexicon) and (form in tried or len(tried) < MOST_CORRECTIONS):
            tried.add(form)
            better = nearest(form, lexicon)
            if better is not None:
                corrections.append((word.typed, better))
                word = word._replace(form=better)
        result.append(word)
    return result, list(dict.fromkeys(corrections))


def read_atoms(words: Sequence[Word], lexicon: Lexicon, text: str, split: bool = False) -> Atoms:
    """The atoms of one sentence.

    Parameters
    ----------
    words
        Its words and marks.
    text
        The cleaned text that the words' places refer to.
    split
        Read names of groups as their parts, *x soup* as *soup* for *x*.
    """
    spelt, corrections = corrected(words, lexicon, text)
    spelt = _with_particles(counted_again(_completed(_whole(spelt, lexicon), lexicon), lexicon), lexicon)
    found = find_matches(spelt, lexicon)
    everywhere = [(i, m) for i, matches in enumerate(found) for m in matches]
    # loose cues say what is wanted and leave their words to others
    cue_words = tuple(
        (lexicon.entries[n].value, m.own) for _, m in everywhere if m.loose for n in m.entries if lexicon.entries[n].kind == CUE
    )
    found = [
        [m for m in ms if not _passed_over(m, spelt, i, lexicon, split) and not _torn(m, i, spelt, found, lexicon) and not _owned(m, spelt, i, lexicon)]
        for i, ms in enumerate(found)
    ]
    atoms: list[Atom] = []
    position = 0
    while position < len(spelt):
        match = _clear_of(found, position, lexicon)
        if match is None:
            word = spelt[position]
            mark = "" if word.form[0].isalnum() or word.form[0] == "?" else word.form
            number = _number(word.form)
            entries = (number,) if number is not None else _variable(word.form)
            atoms.append(Atom(entries, position, position + 1, word.typed, (word.start, word.end), (), mark))
            position += 1
            continue
        match = _to_its_end(match, position, found)
        atoms.append(_atom(match, spelt, position, lexicon, text))
        position = match.end
    dangers = tuple(_atom(m, spelt, i, lexicon, text) for i, m in everywhere if _is_danger(m, lexicon))
    topics = tuple(_atom(m, spelt, i, lexicon, text) for i, m in everywhere if _has(m, TOPIC, lexicon) and not _goes_on(m, everywhere, i, lexicon))
    cue_words = tuple((name, own) for name, own in cue_words if not _in_name(own, atoms))
    cues = [name for name, _ in cue_words]
    corrections = [c for c in corrections if _of_use(c, atoms, words)]
    return Atoms(tuple(atoms), tuple(corrections), tuple(dict.fromkeys(cues)), _widest(dangers), _widest(topics), cue_words)


def _whole(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words without the commas and colons that are part of a name: *calf, roasted*."""
    marks = [i for i, word in enumerate(words) if word.form in (",", ":") and 0 < i < len(words) - 1]
    inside = {
        i
        for i in marks[:MOST_MARKS]
        for start in range(max(0, i - LONGEST_SHARED), i)
        for end in range(i + 2, min(len(words), i + LONGEST_SHARED) + 1)
        if _is_name([*words[start:i], *words[i + 1 : end]], lexicon)
    }
    return [word for i, word in enumerate(words) if i not in inside] if inside else words


def _completed(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words with every name whole of which a joined pair shares a part: *red and white wine*, *chess club or team*."""
    result: list[Word] = []
    skip = 0
    for i, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        named = _meant_by_one(words, i, lexicon) if word.form in _PROFORMS else []
        result += [w._replace(typed=word.typed, start=word.start, end=word.end) for w in named] or [word]
        if not 0 < i < len(words) - 1 or not _joins(word.form, lexicon) or _within_name(words, i, lexicon):
            continue
        # *the upper or the lower deck*
        second = i + 2 if words[i + 1].form in lexicon.see_through and i + 2 < len(words) else i + 1
        before, behind = words[i - 1], words[second]
        end = _name_end(words, second, lexicon)
        shared = words[second + 1 : end]
        if shared and _is_name([before, *shared], lexicon):
            result[-1:-1] = [w._replace(typed=before.typed, start=before.start, end=before.end) for w in shared]
            continue
        if shared or second > i + 1:
            # a name of its own takes nothing from the one before
            continue
        for start in range(max(0, i - LONGEST_SHARED), i - 1):
            if _is_name(words[start:i], lexicon) and _is_name([*words[start : i - 1], behind], lexicon):
                result += [w._replace(typed=behind.typed, start=behind.start, end=behind.end) for w in words[start : i - 1]]
                break
    return result


def _meant_by_one(words: Sequence[Word], at: int, lexicon: Lexicon) -> Sequence[Word]:
    """The rest of the name before that *one* stands for behind another first word (*red wine … a white one*)."""
    if not at or at < 3:
        return []
    before = words[at - 1]
    for start in range(at - 2, -1, -1):
        for end in range(min(at - 1, start + LONGEST_SHARED), start + 1, -1):
            rest = words[start + 1 : end]
            said, meant = _named(words[start:end], lexicon), _named([before, *rest], lexicon)
            if said and meant and not said & meant:
                return rest
    return []


def _within_name(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a joining word is part of a name itself (*salt and pepper*)."""
    return any(
        _is_name(words[start:end], lexicon)
        for start in range(max(0, at - LONGEST_SHARED), at)
        for end in range(at + 2, min(len(words), at + LONGEST_SHARED) + 1)
    )


def _joins(form: str, lexicon: Lexicon) -> bool:
    entries = (lexicon.entries[n] for n in lexicon.phrases.get(form, ()))
    return any(e.kind == WORD and e.value in ("AND", "OR", "VS") for e in entries)


def _name_end(words: Sequence[Word], start: int, lexicon: Lexicon) -> int:
    """Where the longest name that begins at a word ends; the word itself where none does."""
    longest = min(lexicon.heads.get(words[start].form, 0), len(words) - start, LONGEST_SHARED)
    for length in range(longest, 1, -1):
        if _is_name(words[start : start + length], lexicon):
            return start + length
    return start


def _named(words: Sequence[Word], lexicon: Lexicon) -> set[str]:
    """The things that words together name."""
    numbers = lexicon.phrases.get(" ".join(w.form for w in words), ())
    return {lexicon.entries[n].value for n in numbers if lexicon.entries[n].kind == THING}


def _is_name(words: Sequence[Word], lexicon: Lexicon) -> bool:
    numbers = lexicon.phrases.get(" ".join(w.form for w in words), ())
    return len(words) > 1 and any(lexicon.entries[n].kind == THING for n in numbers)


def _with_particles(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words with each particle beside its verb: *waters them down* as *waters down them*."""
    result = list(words)
    for i in range(len(result) - 2):
        if lexicon.heads.get(result[i].form, 0) < 2 or _helps(result[i].form, lexicon):
            continue
        if any(_has_token(before.form, "OWN", lexicon) for before in result[max(i - 2, 0) : i]):
            # *my x … up*: what somebody owns is no verb
            continue
        for j in range(i + 2, min(i + _FARTHEST_PARTICLE + 1, len(result))):
            if not result[j - 1].form[0].isalnum():
                break
            form = result[j].form
            if _is_particle(form, lexicon) and _is_verb(f"{result[i].form} {form}", lexicon):
                particle = result.pop(j)
                result.insert(i + 1, particle._replace(start=result[i].start, end=result[i].end))
                break
    return result


def _helps(form: str, lexicon: Lexicon) -> bool:
    entries = (lexicon.entries[n] for n in lexicon.phrases.get(form, ()))
    return any(e.kind == WORD and e.value == "YESNO" for e in entries)


def _is_particle(form: str, lexicon: Lexicon) -> bool:
    """Whether a word alone says nothing and is no marker."""
    entries = [lexicon.entries[n] for n in lexicon.phrases.get(form, ())]
    return bool(entries) and all(e.kind == WORD and e.value == "SAY" for e in entries)


def _is_verb(phrase: str, lexicon: Lexicon) -> bool:
    return any(lexicon.entries[n].kind == REL for n in lexicon.phrases.get(phrase, ()))


def _in_name(words: tuple[int, ...], atoms: Sequence[Atom]) -> bool:
    """Whether all words of a cue belong to one name: then they name, and ask for nothing."""
    return any(
        a.first <= words[0] and words[-1] < a.last and a.last - a.first > 1 and not a.loose and a.of_kind(THING) is not None
        for a in atoms
    )


def _of_use(correction: tuple[str, str], atoms: Sequence[Atom], words: Sequence[Word]) -> bool:
    """Whether a corrected word became part of a phrase that is understood; else it stays as it was typed."""
    places = {i for i, word in enumerate(words) if word.typed == correction[0]}
    return any(a.entries and not places.isdisjoint(range(a.first, a.last)) for a in atoms)


def _passed_over(match: Match, words: Sequence[Word], position: int, lexicon: Lexicon, split: bool) -> bool:
    """Whether a match takes no words: a loose cue, or where groups are split the name of one."""
    entries = [lexicon.entries[n] for n in match.entries]
    if match.loose and all(e.kind == CUE for e in entries):
        return True
    if not split or match.end - position < 2 or any(e.kind != THING for e in entries):
        return False
    return all(lexicon.role(e.value) == "group" for e in entries) or _falls_apart(match, words, position, lexicon)


def _falls_apart(match: Match, words: Sequence[Word], position: int, lexicon: Lexicon) -> bool:
    """Whether a name is another name and a verb behind it: *the x trick* may be what *the x* does."""
    forms = [w.form for w in words[position : match.end]]
    if any(lexicon.entries[n].rank == 0 for n in match.entries):
        return False
    for cut in range(1, len(forms)):
        first = {lexicon.entries[n].kind for n in lexicon.phrases.get(" ".join(forms[:cut]), ())}
        # a noun of a relation that is done to nothing (*x partner*) stays with its name
        last = {
            lexicon.entries[n].kind
            for n in lexicon.phrases.get(" ".join(forms[cut:]), ())
            if lexicon.entries[n].kind != REL or lexicon.relations[lexicon.entries[n].value].idea
        }
        if THING in first and last & {REL, CLASS}:
            return True
    return False


def _best(matches: Sequence[Match], lexicon: Lexicon) -> Match | None:
    if not matches:
        return None

    def worth(match: Match) -> tuple[float, int, bool]:
        kinds = max(_WORTH.get(lexicon.entries[n].kind, 1) for n in match.entries)
        return (match.weight - _STRAIN * match.strained, kinds, not match.loose)

    best = max(matches, key=worth)
    # every meaning of exactly these words stays with it
    entries = dict.fromkeys(best.entries)
    for other in matches:
        if other.end == best.end and other.weight == best.weight:
            entries.update(dict.fromkeys(other.entries))
    return best._replace(entries=tuple(entries))


def _to_its_end(match: Match, position: int, found: Sequence[Sequence[Match]]) -> Match:
    """A loose wording with the words right behind it that another wording of the same thing names (*boil* and *boil dry*)."""
    if not match.loose:
        return match
    others = [m for start in range(position, match.end) for m in found[start] if m.loose and m.end > match.end and m.entries == match.entries]
    for other in sorted(others, key=lambda m: m.end):
        if set(range(match.end, other.end)) <= set(other.own):
            match = match._replace(end=other.end, own=tuple(sorted({*match.own, *other.own})))
    return match


def _torn(match: Match, position: int, words: Sequence[Word], found: Sequence[Sequence[Match]], lexicon: Lexicon) -> bool:
    """Whether a loose wording begins with a name and leaves its last word out: *bean … boiled* of *bean soup is boiled*."""
    if not match.loose:
        return False
    own = set(match.own)
    last = match.own[-1] if match.own else position
    joined = any(_joins(words[i].form, lexicon) for i in range(position, last))
    if joined and any(name.end > match.end and not name.loose and _has(name, THING, lexicon) for name in found[last]):
        # *bean or pea* of *bean or pea soup*
        return True
    return any(name.end - position > 1 and not name.loose and name.end - 1 not in own and _has(name, THING, lexicon) for name in found[position])


def _owned(match: Match, words: Sequence[Word], position: int, lexicon: Lexicon) -> bool:
    """Whether a turn of phrase begins with a place that somebody's word makes a part (*my front in shape*)."""
    if match.loose or match.end - position < 2 or not position or any(lexicon.entries[n].kind != WORD for n in match.entries):
        return False
    owned = any(_has_token(words[position - 1].form, token, lexicon) for token in ("OWN", "WHO"))
    second = lexicon.phrases.get(words[position + 1].form, ())
    return owned and _has_token(words[position].form, "PLACE", lexicon) and not any(lexicon.entries[n].kind == THING for n in second)


def _has_token(form: str, token: str, lexicon: Lexicon) -> bool:
    return any(lexicon.entries[n].kind == WORD and lexicon.entries[n].value == token for n in lexicon.phrases.get(form, ()))


def _clear_of(found: Sequence[Sequence[Match]], position: int, lexicon: Lexicon) -> Match | None:
    """The best match at a word; small words and cues yield what belongs to a name that begins among them."""
    best = _best(found[position], lexicon)
    if best is None or best.end - position < 2 or any(lexicon.entries[n].kind not in (WORD, CUE, SIDE) for n in best.entries):
        return best
    for start in range(position + 1, best.end):
        name = _best(found[start], lexicon)
        if name is None or name.end <= best.end:
            continue
        if start == best.end - 1 and _begins_with_side(name, found[position], start, lexicon):
            return _best([m for m in found[position] if m.end <= start], lexicon)
        if any(lexicon.entries[n].kind == SIDE for n in best.entries):
            continue
        if (name.weight >= best.weight + 0.5 and _has(name, THING, lexicon)) or (name.weight > best.weight and _is_position(name, lexicon)):
            return _best([m for m in found[position] if m.end <= start], lexicon)
    return best


def _begins_with_side(name: Match, before: Sequence[Match], start: int, lexicon: Lexicon) -> bool:
    """Whether the word *side* of *left side*, *which side* begins the name of something that is no mere part of a body."""
    said = any(m.end <= start and any(lexicon.entries[n].kind in (SIDE, WORD) for n in m.entries) for m in before)
    things = [lexicon.entries[n].value for n in name.entries if lexicon.entries[n].kind == THING]
    return said and bool(things) and not name.loose and all(lexicon.role(thing) != "bearer" for thing in things)


def _is_position(match: Match, lexicon: Lexicon) -> bool:
    return any(lexicon.entries[n].kind == WORD and lexicon.entries[n].value == "POSITION" for n in match.entries)


def _atom(match: Match, words: Sequence[Word], position: int, lexicon: Lexicon, text: str) -> Atom:
    start, end = words[position].start, words[match.end - 1].end
    entries = sorted((lexicon.entries[n] for n in match.entries), key=lambda e: e.rank)
    inner = tuple(
        lexicon.entries[n] for i in match.sides for n in lexicon.phrases.get(words[i].form, ()) if lexicon.entries[n].kind == "SIDE"
    )
    own = words[position : match.end]
    behind = next((word.typed for verb, word in pairwise(own) if word.start == verb.start), "")
    return Atom(tuple(entries), position, match.end, text[start:end], (start, end), inner, "", match.loose, match.strained > 1, behind)


def _has(match: Match, kind: str, lexicon: Lexicon) -> bool:
    return any(lexicon.entries[n].kind == kind for n in match.entries)


def _goes_on(match: Match, everywhere: Sequence[tuple[int, Match]], start: int, lexicon: Lexicon) -> bool:
    """Whether a phrase is the beginning of a longer one that says nothing (*what do I have* of *what do I have to*)."""
    longer = (m for i, m in everywhere if i == start and m.end > match.end and not m.loose)
    return not match.loose and any(all(lexicon.entries[n].kind == WORD for n in m.entries) for m in longer)


def _is_danger(match: Match, lexicon: Lexicon) -> bool:
    for number in match.entries:
        entry = lexicon.entries[number]
        if entry.kind == THING and lexicon.things[entry.value].role in _ROLES_FOUND_ANYWHERE:
            return True
    return False


def _widest(atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Of atoms that name the same, the longest one each, in the order of the text."""
    kept: dict[str, Atom] = {}
    for atom in atoms:
        key = atom.entries[0].value + atom.entries[0].extra + (atom.text if atom.entries[0].kind == TOPIC else "")
        if key not in kept or atom.last - atom.first > kept[key].last - kept[key].first:
            kept[key] = atom
    return tuple(kept.values())


def _number(form: str) -> Entry | None:
    try:
        value = float(form.replace(",", "."))
    except ValueError:
        return None
    return Entry(WORD, "NUMBER", f"{value:g}", 2) if 0 <= value < 100_000 else None


def _variable(form: str) -> tuple[Entry, ...]:
    """A variable asks for what it stands for, like a question word; a sign of `grammar/notation.py` is an intent or a claim."""
    if form.startswith(INTENT_MARK):
        return (Entry(WORD, "YESNO" if form == CLAIM else "INTENT", form.removeprefix(INTENT_MARK), 2),)
    return (Entry(WORD, "WH", form, 2),) if form.startswith("?") and len(form) > 1 else ()
