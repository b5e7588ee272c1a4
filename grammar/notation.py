"""Formal notation, written out as words before any word is looked up.

*oneName*, *verb(x, y)*, *caused_by: x*, *{kind: x, side: left}*, *x != y* and *SELECT … WHERE … = x* say
what a sentence says. Names in camel case fall into their words. The public name of an intent before a colon, a bracket or an
equals sign is that intent, also with a word like *get* before it; a verb before two things in brackets claims something of them.
Keys of a record that only name the kind of their value are left out. Signs that no word stands for become words that nobody
can type: `@caused_by` is an intent, `@?` a claim to be checked; `!=`, `&&` and the like have their meaning in the lexicon.
"""

from __future__ import annotations

from myologic.engine.late_patterns import late_pattern
from myologic.grammar.intent_names import CAUSED_BY, CAUSES
from myologic.grammar.lexicon import CLASS, CUE, INV, REL, SIDE, STATE, THING, WORD, Entry, Lexicon
from myologic.grammar.normalise import Word, fold

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

INTENT_MARK: Final = "@"
"""What a word begins with that is an intent."""
CLAIM: Final = "@?"
"""A word that asks whether what is said is so."""
_OPENS: Final = ("(", "[", ":", "=")
MOST_SIGNS: Final = 8
"""Brackets, colons and equals signs behind a word that are looked at: the first ones."""
MOST_PARTS: Final = 4
"""Words of the name of an intent, with a word like *get* before it."""
LONGEST_VALUE: Final = 3
"""Words of the value of a key outside of a record."""
_PIECES = late_pattern(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[A-Z]")
_CAMEL = late_pattern(r"[a-z][A-Z]")
_NOTHING: Final = ("none", "null", "nil", "false")
"""Values that say that there is none of what the key names."""
COUNT: Final = "count"
_NUMBER: Final = ("n", "count", "total")
LACKS: Final = "∌"
"""The sign, a word of the lexicon, of what is lacking."""
UNLIKE: Final = "!="
"""The sign, a word of the lexicon, of what is left out."""
_UNLIKE: Final = ("!=", "!==", "≠", "<>")
_SIGNS: Final = ("=", "(", ":", "[", "≠", "<>")
_MINUS: Final = ("-", "–")
_JOINS: Final = ("and", "or", "limit", "order")
_HIDDEN: Final = 2
"""The rank from which a name is none that a thing is commonly called by."""
_EQUALS: Final = ("=", *_UNLIKE)
_ENDS: Final = (",", ")", "(", "&", "&&", "||", ";", "?")


def written_out(words: list[Word], text: str, lexicon: Lexicon) -> list[Word]:
    """The words of a text with formal notation as ordinary ones.

    Parameters
    ----------
    words
        Words and marks of the text.
    text
        The cleaned text.
    lexicon
        The lexicon.

    Returns
    -------
    list of Word
        The same words where nothing is formal.
    """
    if not text.islower() and any(word.typed[1:] != word.typed[1:].lower() for word in words):
        words = [piece for word in words for piece in _pieces(word, lexicon)]
    if not any(sign in text for sign in _SIGNS):
        return words
    words = _called(_counted(_selected(words), lexicon), text, lexicon)
    keys = [at for at, word in enumerate(words) if word.form in (":", *_EQUALS)]
    if len(keys) > 1:
        # a record may be written with semicolons
        words = [word._replace(form=",") if word.form == ";" else word for word in words]
    return _keyed(words, lexicon, record=len(keys) > 1)


def _pieces(word: Word, lexicon: Lexicon) -> list[Word]:
    """The words of a name in camel case; any other word as it is."""
    if not _CAMEL.search(word.typed) or word.form in lexicon.heads or word.form in lexicon.respell or not word.typed.isalnum():
        return [word]
    return [Word(fold(m.group()), m.group(), word.start + m.start(), word.start + m.end()) for m in _PIECES.finditer(word.typed)]


def _selected(words: list[Word]) -> list[Word]:
    """*select x from y where …* as *x …*: what is wanted, and the conditions."""
    forms = [word.form for word in words]
    if not forms or forms[0] != "select" or "from" not in forms[:8] or "where" not in forms:
        return words
    source, condition = forms.index("from"), forms.index("where")
    if source > condition:
        return words
    return [*(words[1:source] or words[source + 1 : condition]), *words[condition + 1 :]]


def _counted(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """*n = ?* asks for a number."""
    for at in range(len(words) - 2):
        if words[at].form in _NUMBER and words[at + 1].form == "=" and words[at + 2].form == "?" and COUNT in lexicon.intents:
            return [*words[:at], _mark(INTENT_MARK + COUNT, words[at]), *words[at + 2 :]]
    return words


# ---------------------------------------------------------------- names before brackets and colons


def _called(words: list[Word], text: str, lexicon: Lexicon) -> list[Word]:
    """The words with the name of an intent as that intent, and *f(x, y)* as *x f y*."""
    signs = [at for at in range(1, len(words)) if words[at].form in _OPENS and words[at - 1].form[0].isalnum()]
    for at in signs[:MOST_SIGNS]:
        sign = words[at].form
        if sign in ("(", "[") and words[at].start == words[at - 1].end:
            first = _name_start(words, at, text, "_")
            close = _closing(words, at)
            before = _unqualified(words[:first], text, lexicon)
            said = _claim(words, first, at, close, lexicon)
            # *why is x absent from f(y)* asks by other words
            asks = said or not all(_is_word(word.form, lexicon) for word in before)
            intent = "" if asks else _intent_named(words[first:at], lexicon)
            if intent:
                intent = _of_what_is_named(intent, words[at + 1 : close], lexicon)
                said = [_mark(INTENT_MARK + intent, words[first]), *words[at + 1 : close]]
            if said:
                return [*before, *said, *_less(words[close + 1 :])]
        elif sign in (":", "="):
            first = _name_start(words, at, text, "_- ")
            intent = "" if first else _intent_named(words[:at], lexicon)
            if intent and not _is_side(words, at, lexicon):
                return [_mark(INTENT_MARK + intent, words[0]), *words[at + 1 :]]
    return words


def _less(words: list[Word]) -> list[Word]:
    """What stands behind a bracket, a minus sign at its start as what is left out."""
    return [_mark(UNLIKE, words[0]), *words[1:]] if words and words[0].form in _MINUS else words


def _mark(form: str, word: Word) -> Word:
    return word._replace(form=form)


def _name_start(words: Sequence[Word], at: int, text: str, between: str) -> int:
    """Where the name before a sign begins, a few words with nothing but some characters between them."""
    first = at - 1
    while first > 0 and words[first - 1].form[0].isalnum() and at - first <= MOST_PARTS:
        gap = text[words[first - 1].end : words[first].start]
        if len(gap) > 1 or gap not in between:
            break
        first -= 1
    return first


def _unqualified(words: list[Word], text: str, lexicon: Lexicon) -> list[Word]:
    """The words before a name without what it is called on (*kb.f(…)*), unless that is the name of a thing."""
    if not words or text[words[-1].end : words[-1].end + 1] != ".":
        return words
    named = any(e.kind == THING and e.rank < _HIDDEN for e in _entries((words[-1].form,), lexicon))
    return words if named else words[:-1]


def _intent_named(name: Sequence[Word], lexicon: Lexicon) -> str:
    """The intent that is called by its public name, also with a word like *get* before it and one like *for* behind."""
    forms = [word.form for word in name]
    for start in (0, 1):
        for end in (len(forms), len(forms) - 1):
            intent = "_".join(forms[start:end])
            if intent in lexicon.intents and _says_nothing(forms[:start], lexicon) and _says_nothing(forms[end:], lexicon):
                # behind *get* a verb may be a noun, which asks for something else
                if start and _asks_else(forms[start:end], intent, lexicon):
                    return ""
                return _noun_of(forms[start:], intent, lexicon) if end < len(forms) else intent
    return ""


def _noun_of(forms: Sequence[str], intent: str, lexicon: Lexicon) -> str:
    """The intent that a name with a word like *of* behind it asks for as a whole (*causes_of*), by default its own."""
    return next((lexicon.cues[e.value].intent for e in _entries(forms, lexicon) if e.kind == CUE), intent)


def _of_what_is_named(intent: str, inner: Sequence[Word], lexicon: Lexicon) -> str:
    """*causes(x)* asks for what x leads to only where x is a cause; of anything else it asks for the causes."""
    if intent != CAUSES or CAUSED_BY not in lexicon.intents:
        return intent
    named = [e.value for e in _entries([word.form for word in inner], lexicon) if e.kind == THING]
    return CAUSED_BY if named and not any(lexicon.things[thing].alone == CAUSES for thing in named) else intent


def _asks_else(forms: Sequence[str], intent: str, lexicon: Lexicon) -> bool:
    """Whether words as they stand are a cue of another intent."""
    return any(e.kind == CUE and lexicon.cues[e.value].intent != intent for e in _entries(forms, lexicon))


def _says_nothing(forms: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words alone say nothing of what things are."""
    return all(form in lexicon.phrases and {e.kind for e in _entries((form,), lexicon)} <= {WORD, CUE} for form in forms)


def _is_word(form: str, lexicon: Lexicon) -> bool:
    """Whether a word or a mark asks nothing and names nothing."""
    return all(e.kind == WORD and e.value in ("", "SAY") for e in _entries((form,), lexicon))


def _is_side(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a side stands behind a sign: then the word before the sign is the key to it."""
    return at + 1 < len(words) and any(e.kind == SIDE for e in _entries((words[at + 1].form,), lexicon))


def _closing(words: Sequence[Word], at: int) -> int:
    """Where the bracket that opens at a word closes; behind the last word where none does."""
    depth = 0
    for i in range(at, len(words)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(words[i].form, 0)
        if depth == 0:
            return i
    return len(words)


def _claim(words: Sequence[Word], first: int, at: int, close: int, lexicon: Lexicon) -> list[Word]:
    """*f(x, y)* as *x f y*, to be checked where neither is a variable; nothing where *f* is no verb or takes both as one."""
    inner = words[at + 1 : close]
    cuts = [i for i, word in enumerate(inner) if word.form == ","]
    if len(cuts) != 1 or any(word.form in ("(", "=", ":", *_UNLIKE) for word in inner):
        return []
    name = list(words[first:at])
    verbs = _verbs(name, lexicon)
    if not verbs and len(name) > 1 and any(e.value == "YESNO" for e in _entries((name[0].form,), lexicon)):
        # *is_x_ing(…)* asks, as every claim does
        verbs = _verbs(name := name[1:], lexicon)
    one, other = list(inner[: cuts[0]]), list(inner[cuts[0] + 1 :])
    if not (verbs and one and other):
        return []
    variable = one[0].form.startswith("?") or other[0].form.startswith("?")
    if not variable and not any(_fit(verb, one, other, lexicon) for verb in verbs):
        return []
    return [*one, *name, *other] if variable else [_mark(CLAIM, name[0]), *one, *name, *other]


def _verbs(name: Sequence[Word], lexicon: Lexicon) -> list[Entry]:
    return [e for e in _entries([word.form for word in name], lexicon) if e.kind in (REL, INV)]


def _fit(verb: Entry, one: Sequence[Word], other: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether what two words name can be the ends of a verb; what is not known can."""
    info = lexicon.relations[verb.value]
    ends = (info.domain, info.range) if verb.kind == REL else (info.range, info.domain)
    for part, cls in zip((one, other), ends, strict=True):
        named = [e.value for e in _entries([word.form for word in part], lexicon) if e.kind == THING]
        if named and not any(lexicon.is_a(thing, (cls,)) for thing in named):
            return False
    return True


def _entries(forms: Sequence[str], lexicon: Lexicon) -> list[Entry]:
    return [lexicon.entries[n] for n in lexicon.phrases.get(" ".join(forms), ())]


# ---------------------------------------------------------------- keys and values


def _keyed(words: list[Word], lexicon: Lexicon, *, record: bool) -> list[Word]:
    """The words without the keys that only say what their value is, and with signs as words."""
    result: list[Word] = []
    opened = 0
    depth = 0
    at = 0
    while at < len(words):
        word = words[at]
        depth += {"(": 1, ")": -1}.get(word.form, 0)
        opened = len(result) + 1 if word.form == "(" else opened
        sign = words[at + 1].form if at + 1 < len(words) and word.form[0].isalpha() else ""
        if sign in (*_EQUALS, ":"):
            value, end = _value(words, at + 2)
            unlike = sign in _UNLIKE
            asked = "" if unlike or not record else _asked_by(word, words, value, lexicon)
            if asked:
                result.append(_mark(INTENT_MARK + asked, words[value]))
                at = value + 1
                continue
            if value < end and (sign != ":" or depth > 0 or _is_kind_of(word, words[value:end], lexicon, record=record)):
                pair = _pair(word, words[value:end], lexicon, unlike=unlike)
                state = any(e.kind == STATE for e in _entries([w.form for w in words[value:end]], lexicon))
                # a state is said before what is in it
                place = opened if state and depth > 0 else len(result)
                result[place:place] = pair
                at = end
                continue
        result.append(word)
        at += 1
    return result


def _asked_by(key: Word, words: Sequence[Word], value: int, lexicon: Lexicon) -> str:
    """The intent of a verb that stands alone behind a key which is no thing itself (*action: lengthen*), "" where there is none."""
    if value >= len(words) or any(e.kind in (THING, STATE, REL) for e in _entries((key.form,), lexicon)):
        return ""
    behind = [word.form for word in words[value + 1 : value + 3]]
    if behind and behind[0] not in (*_ENDS, "}", "]") and behind[-1] not in (":", *_EQUALS):
        return ""
    asked = [lexicon.relations[e.value].intent for e in _entries((words[value].form,), lexicon) if e.kind == REL]
    return next((intent for intent in asked if intent in lexicon.intents), "")


def _value(words: Sequence[Word], at: int) -> tuple[int, int]:
    """Where the value behind a sign begins and ends."""
    while at < len(words) and words[at].form in ("=", "(", "["):
        at += 1
    end = at
    while end < len(words) and words[end].form not in _ENDS and words[end].form.lower() not in _JOINS and end - at < LONGEST_VALUE + 2:
        end += 1
    return at, end


def _is_kind_of(key: Word, value: Sequence[Word], lexicon: Lexicon, *, record: bool) -> bool:
    """Whether a word names the kind of which a value is, in a record any kind, or a value says that there is none: then a colon makes it a key."""
    classes = [e.value for e in _entries((key.form,), lexicon) if e.kind == CLASS]
    if not classes or len(value) > LONGEST_VALUE:
        return False
    forms = [word.form for word in value]
    things = [e.value for e in _entries(forms, lexicon) if e.kind == THING]
    return forms[0] in _NOTHING or (record and bool(things)) or any(cls in lexicon.things[thing].classes for thing in things for cls in classes)


def _pair(key: Word, value: list[Word], lexicon: Lexicon, *, unlike: bool) -> list[Word]:
    """A key and its value as words."""
    forms = [word.form for word in value]
    intent = "_".join(forms)
    if intent in lexicon.intents and not unlike:
        return [_mark(INTENT_MARK + intent, value[0])]
    if forms[0] in _NOTHING and not unlike:
        return [_mark(LACKS, value[0]), key]
    entries = _entries((key.form,), lexicon)
    if forms[0][0].isdigit() and not any(e.kind == WORD and e.value == "LIMIT" for e in entries):
        return [*value, key]
    if unlike:
        value = [_mark(UNLIKE, value[0]), *value]
    names_kind = not entries or any(e.kind == CLASS for e in entries)
    return value if names_kind else [key, *value]
