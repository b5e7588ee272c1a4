"""The first stage: what was typed, cleaned, and cut into sentences of words.

Nothing is understood here. Cleaning takes out what is no text (control, bidi, zero-width and tag characters, terminal
sequences, remnants of code) and says so; words are lower case, without accents, apostrophes and hyphens.
"""

from __future__ import annotations

from myologic.engine.late_patterns import late_pattern
from myologic.engine.records import NamedTuple

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TEXT = 5_000
"""Code points of a question that are read."""

_TERMINAL = late_pattern(r"\x1b\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)?|\x1b\[[0-9;?]{0,20}[ -/]?[@-~]?|\x1b.?")
_NO_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn")
# What code looks like. A lone `?x`, brackets, arrows and `name=value` are ways to ask, not code. Everything is bounded.
_CODE = late_pattern(
    r"""\$\([^)\n]{0,200}\)? | \$\{[^}\n]{0,200}\}? | `[^`\n]{1,200}`
      | <[/!?]?[A-Za-z][^<>\n]{0,200}>? | \{\{[^}\n]{0,200}(?:\}\})? | \{%[^%\n]{0,200}(?:%\})?
      | [}{][^\n]{0,400}\?\w[^\n]{0,400} | (?:\?\w+\s+){2}\?\w+ | [}{]\s{0,20}[A-Z]{3,}\b[^\n]{0,400}
      | ['"]\s{0,5}(?:;|\)|--|[oO][rR]\s)[^\n]{0,200} | ;\s{0,5}[A-Za-z]+\s[^\n]{0,200}(?:--|;)\s{0,5}$ | --\s{0,5}$
      | (?:https?|file|ftp|javascript|data):/{0,2}[^\s]{1,300} | (?:\.\./){1,9}[^\s]{0,200}
      | \b(?:rm\s-[a-z]{1,4}\s|sudo\s|(?:curl|wget)\s+(?:-|http))[^\n]{0,200} | \b(?:SELECT|INSERT|DELETE|DROP|UPDATE|UNION|CONSTRUCT|CLEAR|LOAD|ALTER)\s+(?:TABLE|FROM|INTO|WHERE|ALL|DATA|SELECT|GRAPH|DISTINCT)\b[^\n]{0,200}
      | __\w{2,30}__[^\s]{0,100} | \[{2}[^\]\n]{0,200}\]{0,2} | [{}]""",
    verbose=True,
)
# A record, as in JSON, and a word or a name in quotes; neither is code.
_RECORD = late_pattern(r"""(?<![${])\{(\s{0,20}['"]?[A-Za-z_][\w -]{0,40}['"]?\s{0,5}[:=][^{}<>$;`?%]{0,400})\}""")
_LIST = late_pattern(r"(\w?)\[([\w\s'\",.+-]{0,200})\]")
_QUOTED = late_pattern(r"""(?<![^\s(\[{,:=])(['"])([A-Za-z0-9](?:[\w .+-]{0,60}\w)?)\1(?![^\s)\]},:;=&|.?!])""")
_DEEPEST = 3
"""Records within records that are read."""
_WORD = late_pattern(r"!==?|<>|≠|&&|\|\||\?[A-Za-z]\w{0,20}\b|\d+[.,]\d+|[^\W_]+(?:['’‘`´][^\W_]+)*|=+>|-+>|→|⇒|(?<=\s)>+(?=\s)|\.(?=\s|$)|[!?;:,()=&+/\n…]|\s[-–—]+\s|—|–")
_MARKS_BEHIND = ",.?!"
_CODE_WORDS = ("SELECT", "INSERT", "DELETE", "DROP", "UPDATE", "UNION", "CONSTRUCT", "CLEAR", "LOAD", "ALTER", "sudo", "curl", "wget")
"""What code may hold that is made of words alone."""
_ENDS = {".", "!", "?", ";", "\n", "…"}
_DASHES = "-–—"


class Word(NamedTuple):
    """A word or a mark: as it is looked up, as typed, and where it stands in the cleaned text."""

    form: str
    typed: str
    start: int
    end: int


class Cleaned(NamedTuple):
    """The cleaned text, what was taken out of it, and whether it was cut."""

    text: str
    code: tuple[str, ...]
    marked: bool
    cut: bool


class Sentence(NamedTuple):
    """The words of one sentence and the mark that ends it, "" at the end of the text."""

    words: tuple[Word, ...]
    end: str


def clean(text: str) -> Cleaned:
    """Take out everything that is no text, and cut what is too long.

    Parameters
    ----------
    text
        Anything at all.
    """
    cut = len(text) > LONGEST_TEXT
    text = text[:LONGEST_TEXT]
    if _is_plain(text):
        return Cleaned(text, (), False, cut)
    import unicodedata  # a library of its own, with tables

    plain = _TERMINAL.sub(" ", text)
    marked = plain != text
    plain = unicodedata.normalize("NFKC", "".join(_plain(c, unicodedata.category(c)) for c in plain))[: 2 * LONGEST_TEXT]
    marked = marked or any(unicodedata.category(c) in _NO_TEXT and c not in "\n\t\r" for c in text)
    code = tuple(" ".join(m.split()) for m in _CODE.findall(levelled(plain)))
    return Cleaned(plain, tuple(c for c in code if c), marked, cut)


def _is_plain(text: str) -> bool:
    """Whether a text is nothing but words of ASCII letters and digits, each with at most a mark behind it.

    Then cleaning takes nothing away. It may be the case where this says no.
    """
    if not text.isascii():
        return False
    if not all(chunk.isalnum() or _is_word(chunk) for chunk in text.split(" ") if chunk):
        return False
    return not any(word in text for word in _CODE_WORDS)


def _is_word(chunk: str) -> bool:
    word = chunk[:-1] if chunk[-1] in _MARKS_BEHIND else chunk
    if not word:
        return True
    parts = word.replace("-", "'").split("'")
    return all(map(str.isalnum, parts)) and not (len(parts) > 1 and any(part[:2].lower() == "or" for part in parts))


def readable(cleaned: Cleaned) -> str:
    """The cleaned text, of the same length, with every remnant of code blanked out, and levelled."""
    text = levelled(cleaned.text)
    return _CODE.sub(lambda m: " " * len(m.group()), text) if cleaned.code else text


def levelled(text: str) -> str:
    """The text with records and lists in round brackets and without the quotes around names, of the same length.

    Examples
    --------
    >>> levelled('{"colour": ["red"]}')
    '( colour :   red  )'
    """
    if not any(sign in text for sign in "{['\""):
        return text
    text = _QUOTED.sub(r" \2 ", text)
    text = _LIST.sub(lambda m: f"{m[1]}({m[2]})" if m[1] else f" {m[2]} ", text)
    if not any(word in text for word in _CODE_WORDS[1:]):
        for _ in range(_DEEPEST):
            text = _RECORD.sub(lambda m: f"({m[1]})".replace("\n", " "), text)
    return text


def _plain(char: str, category: str) -> str:
    if category == "Cc":
        return char if char in "\n\t" else " "
    return "" if category in _NO_TEXT else char


def fold(word: str) -> str:
    """A word as the lexicon spells it: case, accents and apostrophes folded away.

    Examples
    --------
    >>> fold("Café’s")
    "cafe's"
    """
    if word.isascii():
        return word.casefold().replace("`", "'")
    word = word.casefold().replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")
    if word.isascii():
        return word
    import unicodedata

    parts = unicodedata.normalize("NFKD", word)
    return "".join(c for c in parts if not unicodedata.combining(c))


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The words of a lexicon phrase, folded like those of a question.

    Examples
    --------
    >>> phrase_words("Single-leg bridge")
    ('single', 'leg', 'bridge')
    """
    if not phrase.isascii():
        import unicodedata

        phrase = unicodedata.normalize("NFKC", phrase)
    elif phrase.replace(" ", "").replace("-", "").isalnum():  # as most are: no mark that belongs to a word
        return tuple(phrase.lower().replace("-", " ").split())
    return tuple([fold(m) for m in _WORD.findall(phrase) if m[0].isalnum()])


def words_of(text: str) -> list[Word]:
    """Words and marks of a cleaned text, in order."""
    found: list[Word] = []
    if _words_and_blanks(text, found):
        return found
    found = []
    for match in _WORD.finditer(text):
        typed = match.group()
        start, end = match.span()
        if typed[0].isspace() and typed != "\n":
            typed, start = typed.strip(), start + 1
            end = start + len(typed)
        found.append(Word(typed if not typed[0].isalnum() else fold(typed), typed, start, end))
    return found


def _words_and_blanks(text: str, found: list[Word]) -> bool:
    """Append the words and marks of a text of words with at most a mark behind each; whether it is such a text."""
    if not text.isascii():
        return False
    end = 0
    for chunk in text.split(" "):
        start, end = end, end + len(chunk)
        if chunk:
            mark = chunk[-1] if chunk[-1] in _MARKS_BEHIND else ""
            word = chunk[:-1] if mark else chunk
            if word:
                if not word.isalnum() and not all(map(str.isalnum, word.split("'"))):
                    return False
                found.append(Word(word.casefold(), word, start, start + len(word)))
            if mark:
                found.append(Word(mark, mark, end - 1, end))
        end += 1
    return True


def first_words(table: Mapping[str, str]) -> dict[str, int]:
    """The first words of a table's phrases, each with the number of words of the longest phrase that begins so."""
    heads: dict[str, int] = {}
    for phrase in table:
        words = phrase.split()
        heads[words[0]] = max(heads.get(words[0], 0), len(words))
    return heads


def respelled(words: list[Word], table: Mapping[str, str], heads: Mapping[str, int] | None = None) -> list[Word]:
    """The words with contractions and short spellings written out; each new word keeps the place of what it replaces.

    Parameters
    ----------
    words
        Words and marks.
    table
        Phrase to replacement, both of folded words with one space between; the longest phrase wins.
    heads
        What `first_words` makes of the table; made anew where it is None.
    """
    heads = first_words(table) if heads is None else heads
    result: list[Word] = []
    position = 0
    while position < len(words):
        for length in range(min(heads.get(words[position].form, 0), len(words) - position), 0, -1):
            part = words[position : position + length]
            replacement = table.get(" ".join(w.form for w in part))
            if replacement is not None:
                typed, start, end = " ".join(w.typed for w in part), part[0].start, part[-1].end
                result += [Word(form, typed, start, end) for form in replacement.split()]
                position += length
                break
        else:
            word = words[position]
            if "'" in word.form:
                # what no row of the table knows is a possessive: the word before the apostrophe
                word = word._replace(form=word.form.split("'")[0])
            result.append(word)
            position += 1
    return result


def sentences_of(words: list[Word]) -> list[Sentence]:
    """Words cut into sentences at full stops, question marks, semicolons, line ends and free-standing dashes."""
    sentences: list[Sentence] = []
    held: list[Word] = []
    for word in words:
        if word.form in _ENDS or word.form[0] in _DASHES and len(word.form) == 1:
            if held:
                sentences.append(Sentence(tuple(held), word.form))
                held = []
            elif sentences and word.form == "?":
                sentences[-1] = sentences[-1]._replace(end="?")
        else:
            held.append(word)
    if held:
        sentences.append(Sentence(tuple(held), ""))
    return sentences
