"""What a yes-or-no question claims: the clause of a text that does, and the ideas that its words say.

The ideas are content (`lex:ClaimWords`). Here are the ways of asking whether something is so: openings, tags, *or not*, what is
denied, and what stands behind *than*. A clause of which a word says no idea claims nothing that could be decided.
"""

from __future__ import annotations

import re

from myologic.answering.claim_figures import Figure, figures_in
from myologic.engine.records import dataclass

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

NOTHING: Final = "nothing"
NOT: Final = "not"
WRONG: Final = "wrong"
BEHIND: Final = ">"
"""What stands before an idea that is said behind *than*."""
ALIKE: Final = "="
"""What stands before an idea that is said behind *as … as*."""

LONGEST_CLAIM: Final = 400
"""Characters; a longer clause tells more than one claim."""

LONGEST_END: Final = 800
"""Characters at the end of a text in which its claim is looked for."""

_AUX: Final = (
    r"(?:is|are|was|were|isn't|aren't|do|does|did|don't|doesn't|didn't|should|shouldn't|shall|will|would|wouldn't|won't|can|can't"
    r"|could|couldn't|must|mustn't|may|might|ought|need|am|has|have|had|haven't|isnt|dont|doesnt|shouldnt|cant)\b"
)
_OPENING: Final = re.compile(
    r"^(?:(?:so|and|but|ok|okay|well|hi|hello|hey|now|then|please|quick question|just|also|honestly|seriously|true or false|fact or fiction"
    r"|(?:i )?(?:just )?(?:wonder(?:ing)?|want(?:ed)? to know|like to know|need to know|am not sure|do not know|don't know|not sure) (?:if|whether)"
    r"|(?:can|could) you (?:tell me|say|confirm) (?:if|whether|that)|tell me (?:if|whether)|am i right (?:in thinking |to think )?(?:that )?"
    r"|is it (?:true|right|correct|fair|accurate|so|a fact|the case)(?: to say)? that|(?:is it )?true that|surely)\b[\s,:]*)+"
)
_ASKED: Final = re.compile(r"\b(?:if|whether|true|true or false|am i right|that)\b")
_STARTS: Final = re.compile(rf"^(?:{_AUX}|(?:as|if|when|for|in|at|with|after|before|while|during|since)\b[^,]{{0,120}}, ?{_AUX})")
_WHICH: Final = re.compile(r"^(?:what|which|how|why|where|when|who|whom|whose|whats|hows)\b(?! (?:i|you|we|one|sitting|lifting|people)\b[^,]{0,120},)")
_OTHERWISE: Final = re.compile(r"(?<!that's )(?<!that is )\b(?:how|why|what|where|who|whose)\b")
"""Words of other questions, wherever they stand."""
_PEOPLE: Final = re.compile(r"\b(people|those|someone|somebody|anyone|anybody|clients?|patients?|person) (?:who|that)\b")
_VERDICT: Final = re.compile(r"\b(?:is|are|be|should|must|do|does|fine|ok|okay|enough|plenty|wrong|bad|good|best|better)\b")
"""Words without which a question mark alone makes no claim: a bare name asks for something else."""

_TAG: Final = re.compile(
    r"[,\s]+(?:right|correct|no|yes|yeah|true|innit|huh|eh|surely|agree|agreed|true or false|or not|or no|yes or no|am i right|fact or myth|is it not"
    r"|is (?:that|this|it|he|she) (?:right|so|true|correct|ok|okay|fine|alright|all right|enough|often enough|good enough|plenty|a fact|the case)(?: or not)?"
    rf"|{_AUX} (?:it|that|he|she|they|you|we|i|one|there|this)(?: not)?)$"
)
"""One of the tags that a clause ends with: they are taken off one by one, for words of one tag may be those of another, and all the ways
of parting many of them are too many to try."""
_ASIDE: Final = re.compile(
    r"^(?:(?:is|was|are|were|would|does|do) )?(?:(?:that|this|it|he|she|they|you|i|we|one|all of that|both)\b ?)?(?:be |really |actually |just |even )?"
    r"(?:right|correct|true|so|agree|agreed|wrong|ok|okay|fine|alright|all right|enough|often enough|good enough|plenty|sound|sensible|sense|fact|a fact|good idea|a good idea|wise|good advice|bad advice|sound advice|the case|hold|make sense|"
    r"a myth|myth|nonsense|rubbish|yes or no|true or false|fact or myth|right or wrong)[\s?.!]*$"
)
_OR_ELSE: Final = re.compile(rf"[,\s]+or (?=(?:{_AUX}|not\b|it'?s\b|that'?s\b|i\b|we\b|you\b|just\b|no\b))")
_OR_MYTH: Final = re.compile(r"[,\s]+or (?:just |only |simply |merely )?(?:an? )?(?:old wives'? tale|myth|nonsense|rubbish|waste of time|fad|legend|hype|exaggeration|fairy tale)\b.*$")
_INSTEAD: Final = re.compile(r"\b(?:rather than|instead of|as opposed to|and not|but not|, not)\b[^,;]*")
_AS_AS: Final = re.compile(r"\bas (?:good|important|useful|effective|much|many|often|valuable|reliable|trustworthy) as\b")
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9'-]*")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a clause claims.

    Parameters
    ----------
    ideas
        Of each word or phrase in turn, what it may say; those behind *than* with `>` before them, those behind *as … as* with `=`.
    turned
        The clause denies what it says, or asks whether it is wrong.
    figures
        Its figures, in the units of the content.
    """

    ideas: tuple[frozenset[str], ...]
    turned: bool
    figures: tuple[Figure, ...]


def claim_in(text: str, phrases: Mapping[str, tuple[str, ...]]) -> Claim | None:
    """What a yes-or-no question claims; None where it is none, or where a word of it says no idea.

    Parameters
    ----------
    text
        The question.
    phrases
        Of phrases, as `phrase_key` writes them, the ideas that they say.
    """
    clause = clause_in(text)
    if clause is None or len(clause) > LONGEST_CLAIM:
        return None
    figures, clause = figures_in(_INSTEAD.sub(" ", clause))
    mark = BEHIND if " than " in clause else ALIKE
    clause, _, behind = (clause if mark == BEHIND else _AS_AS.sub(" than ", clause, count=1)).partition(" than ")
    ideas = _ideas(clause, phrases)
    after = _ideas(behind, phrases) if behind else []
    if ideas is None or after is None:
        return None
    flips = sum(bool(said & {NOT, WRONG}) for said in ideas)
    kept = [said - {NOT, WRONG} for said in ideas if not said & {NOT, WRONG} or said - {NOT, WRONG}]
    moved = [frozenset(mark + idea if idea != NOTHING else idea for idea in said) for said in after if not said & {NOT, WRONG}]
    return Claim(tuple(frozenset(said) for said in (*kept, *moved)), flips % 2 == 1, figures)


def clause_in(text: str) -> str | None:
    """The clause of a text that asks whether something is so, without its tag; None where none does."""
    plain = text.casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace('"', " ")
    # no long run of blanks is worth a look, and of a long text only the end
    lines = (" ".join(line.split()) for line in plain[-LONGEST_END:].splitlines())
    said = [part.strip() for part in re.split(r"(?<=[.?!;…]) | [-–—]+ |\n|\.\.\.|: ", "\n".join(lines)) if part.strip(" .?!;,")]
    said = said[1:] if len(plain) > LONGEST_END else said
    if not said:
        return None
    last = said[-1].rstrip(" .?!;")
    if len(said) > 1 and _ASIDE.match(last):
        return _bare(said[-2].rstrip(" .?!;"))
    cut = _OR_MYTH.sub("", last)
    found = _OR_ELSE.search(cut)
    if found is not None and len(cut[: found.start()].split()) > 2:  # noqa: PLR2004
        cut = cut[: found.start()]
    opened = _PEOPLE.sub(r"\1", _OPENING.sub("", cut))
    asked = not cut.startswith(opened) and _ASKED.search(cut[: len(cut) - len(opened)]) is not None
    tagged = _untagged(opened)
    if _WHICH.match(opened) or _OTHERWISE.search(opened):
        return None
    if _STARTS.match(opened):
        return _bare(opened)
    marked = plain.rstrip().endswith("?") and _VERDICT.search(opened) is not None
    return _bare(tagged) if tagged != opened or asked or cut != last or marked else None


def _untagged(clause: str) -> str:
    """A clause without the tags at its end; the very same where it has none."""
    end = clause.rstrip(" ?.!,")
    tag = _TAG.search(end)
    if tag is None:
        return clause
    while tag is not None:
        end = end[: tag.start()]
        tag = _TAG.search(end)
    return end


def _bare(clause: str) -> str | None:
    clause = re.sub(r"^(?:isn't|aren't|don't|doesn't|didn't|shouldn't|wouldn't|won't|can't|couldn't|mustn't|haven't|isnt|dont|doesnt|shouldnt|cant)\b", "is", clause)
    clause = _untagged(clause) if not _STARTS.match(clause) else re.sub(r",? (?:right|correct|no|yes|surely)$", "", clause)
    return clause.strip(" ,") or None


def phrase_key(phrase: str) -> str:
    """A phrase as it is looked up: the roots of its words but for articles and owners, blanks between."""
    return " ".join(_roots(phrase.casefold()))


def phrases_of(groups: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The ideas that phrases say, from the ideas and the texts of phrases with commas between.

    Examples
    --------
    >>> phrases_of([("start", "begin, lead off")])
    {'begin': ('start',), 'lead off': ('start',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for idea, text in groups:
        for phrase in text.split(","):
            key = phrase_key(phrase)
            if key and idea not in found.get(key, ()):
                found[key] = (*found.get(key, ()), idea)
    return found


def _roots(text: str) -> list[str]:
    words = [word.partition("'")[0] if word.endswith(_ENDED) else word for word in _WORD.findall(text.replace("-", " "))]
    return [root(word) for word in words if word not in _LEFT_OUT]


_ENDED: Final = ("'re", "'ve", "'ll", "'m", "'d", "'s")
_LEFT_OUT: Final = frozenset({"the", "a", "an", "my", "your", "his", "her", "its", "our", "their"})


def root(word: str) -> str:
    """A word without the ending by which its forms differ; no word of a dictionary.

    Examples
    --------
    >>> root("starting"), root("started"), root("carries")
    ('start', 'start', 'carry')
    """
    if len(word) <= 3 or "'" in word:  # noqa: PLR2004
        return word
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004
        return word[:-3] + "y"
    for ending, shortest in (("ing", 6), ("ed", 5)):
        if word.endswith(ending) and len(word) >= shortest:
            bare = word[: -len(ending)]
            doubled = bare[-1] == bare[-2] and bare[-1] not in "lsz"
            return (bare[:-1] if doubled else bare).rstrip("e")
    if word.endswith("es") and word[-3] in "sxzh":
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word  # noqa: PLR2004


_LONGEST: Final = 5
"""Words of the longest phrase that is looked up."""


def _ideas(clause: str, phrases: Mapping[str, tuple[str, ...]]) -> list[frozenset[str]] | None:
    """What the words of a clause say, phrase by phrase, the longest first; None where one says nothing that is known."""
    words = _roots(clause)
    found: list[frozenset[str]] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            said = phrases.get(" ".join(words[at : at + length]))
            if said is not None:
                found.append(frozenset(said))
                at += length
                break
        else:
            return None
    return found
