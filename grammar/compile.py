"""Compile a lexicon from triples: every name, verb and cue with all its regular forms.

What is read, and from where, is the vocabulary of the lexicon files (`lex:`), see their header. Names come from
`skos:prefLabel`, `skos:altLabel` and `skos:hiddenLabel`.
"""

from __future__ import annotations

from myologic.engine.records import replace
from myologic.engine.terms import RDF, RDFS
from myologic.grammar.alarm_rules import build_alarms
from myologic.grammar.collect import Collector, Facts, Pairs
from myologic.grammar.forms import KeptForms
from myologic.grammar.lexicon import (
    CLASS,
    CONTRARY,
    CUE,
    INV,
    OTHER_SIDE,
    REL,
    SIDE,
    STATE,
    THING,
    TOPIC,
    WORD,
    CueInfo,
    Entry,
    IntentInfo,
    Lexicon,
    RelationInfo,
    ThingInfo,
)
from myologic.grammar.normalise import phrase_words

DANGER = "danger"


def build_lexicon(facts: Facts, kept: KeptForms | None = None, part: str | None = None) -> Lexicon:
    """Compile the lexicon of a knowledge base, or one of its parts.

    Parameters
    ----------
    facts
        The asserted triples; inferred ones do no harm.
    kept
        Forms of phrases that were made for another lexicon; those of this one are noted in it.
    part
        One of `lexicon.PARTS`, so that all else is left empty; None for all of them.
    """
    built = Lexicon() if part not in (None, "phrases") else _Builder(facts, kept).build()
    if part in (None, "alarms"):
        built = replace(built, alarms=build_alarms(Pairs(facts)))
    if part in (None, "inclined"):
        built = _with_inclinations(built, Pairs(facts))
    return built


class _Builder(Collector):
    """Reads part after part of the lexicon; used once."""

    def __init__(self, facts: Facts, kept: KeptForms | None = None) -> None:
        super().__init__(facts, kept)
        self.openers: dict[str, str] = {}
        self.unnamed: set[str] = set()
        self.asked_like: dict[str, str] = {}
        self.above: dict[str, tuple[str, ...]] = {}

    def build(self) -> Lexicon:
        labels = self.single("skos:prefLabel")
        types = self.grouped("rdf:type")
        parents = self.grouped("rdfs:subClassOf")
        class_labels = self.single("rdfs:label")
        relations = self._relations(class_labels)
        things = self._things(labels, types, parents, class_labels)
        states = self._states()
        compounds = self._compounds(things)
        self._names(things, compounds)
        self._classes()
        self._words()
        intents = self._intents()
        cues = self._cues(intents)
        see_through = self._see_through()
        lemmas = self.lemmas()
        listed = list(self.entries)
        keys = [(each.rank, each.kind, each.value, each.extra) for each in listed]
        for numbers in self.phrases.values():
            if len(numbers) > 1:
                numbers.sort(key=keys.__getitem__)
        heads: dict[str, int] = {}
        for phrase in self.phrases:
            first, _, rest = phrase.partition(" ")
            count = rest.count(" ") + 2 if rest else 1
            if count > heads.get(first, 0):
                heads[first] = count
        return Lexicon(
            entries=tuple(listed),
            phrases={phrase: self.phrases[phrase] for phrase in sorted(self.phrases)},
            heads={first: heads[first] for first in sorted(heads)},
            loose={k: sorted(v, key=str) for k, v in sorted(self.loose.items())},
            lemmas=lemmas,
            respell=self.respell,
            misspelt=self.respellings("lex:misspelt"),
            things=things,
            relations=relations,
            intents=intents,
            cues=cues,
            shifts=self._shifts(),
            class_intents=dict(sorted(self.single("lex:asks").items())),
            copulas=dict(sorted(self.single("lex:copula").items())),
            usual=dict(sorted(self.single("lex:usual").items())),
            parents={c: list(self._ancestors(c, parents)) for c in sorted({c for c, _ in self.pairs("lex:kindNoun")})},
            states=states,
            asked_like=dict(sorted(self.asked_like.items())),
            compounds={f"{thing} {state}": node for (thing, state), node in sorted(compounds.items())},
            complaints=self._complaints(),
            part_decides=frozenset(s for p, yes in self.pairs("lex:partDecides") if yes == "true" for s, _ in self.pairs(p)),
            see_through=see_through,
            kin=self._kin(lemmas),
        )

    def _ancestors(self, cls: str, parents: dict[str, list[str]]) -> tuple[str, ...]:
        """The class and everything above it, nearest first."""
        if cls not in self.above:
            order = [cls]
            for one in order:
                order += [p for p in parents.get(one, ()) if p not in order]
            self.above[cls] = tuple(order)
        return self.above[cls]

    def _things(
        self,
        labels: dict[str, str],
        types: dict[str, list[str]],
        parents: dict[str, list[str]],
        class_labels: dict[str, str],
    ) -> dict[str, ThingInfo]:
        roles, alone, stated = self.single("lex:role"), self.single("lex:alone"), self.single("lex:stated")
        sided = {s for p, yes in self.pairs("lex:marksSides") if yes == "true" for s, value in self.pairs(p) if value == "true"}
        silent = {s for s, value in self.pairs("lex:silent") if value == "true"}
        # a thing of a silent class may be spoken of by a wording in the lexicon, or as the noun of a relation
        worded = {s for s, _ in (*self.pairs("lex:wording"), *self.pairs("lex:contrary"), *self.pairs("lex:nounOf"))}
        things = {}
        for thing, label in labels.items():
            own = [t for t in types.get(thing, ()) if not t.startswith(RDFS) and not t.startswith(RDF)]
            lines = [self._ancestors(t, parents) for t in own]
            # a type above another type of the same thing says nothing more
            nearest = [line for line in lines if not any(line[0] in other[1:] for other in lines)]
            classes = tuple(dict.fromkeys(c for line in nearest for c in line))
            hidden = any(c in silent for c in classes) or thing in silent
            if not classes or (hidden and thing not in worded):
                continue
            if hidden:
                self.unnamed.add(thing)

            def first(table: dict[str, str], of: tuple[str, ...] = classes, one: str = thing) -> str:
                return table.get(one) or next((table[c] for c in of if c in table), "")

            kind = first({c: class_labels[c] for c in classes if c in class_labels}).lower()
            things[thing] = ThingInfo(label, classes, kind, first(roles), first(alone), first(stated), thing in sided)
        return things

    def _relations(self, class_labels: dict[str, str]) -> dict[str, RelationInfo]:
        domains, ranges = self.single("rdfs:domain"), self.single("rdfs:range")
        intents, inverse = self.single("lex:intent"), self.single("lex:inverseIntent")
        verbs, inverses, nouns = self.grouped("lex:verb"), self.grouped("lex:inverse"), self.grouped("lex:noun")
        noun_names, also = self.single("lex:nounNames"), self.grouped("lex:alsoVerb")
        remedies = {p for p, value in self.pairs("lex:remedies") if value == "true"}
        proper = self.single("lex:properTo")
        nouns_of = {relation: thing for thing, relation in self.pairs("lex:nounOf")}
        relations = {}
        for prop in sorted({*verbs, *inverses, *nouns}):
            info = RelationInfo(
                class_labels.get(prop, ""),
                domains.get(prop, ""),
                ranges.get(prop, ""),
                intents.get(prop, ""),
                inverse.get(prop, intents.get(prop, "")),
                nouns_of.get(prop, ""),
                prop in remedies,
                proper.get(prop, ""),
            )
            relations[prop] = info
            for verb in verbs.get(prop, ()):
                self.wording(verb, Entry(REL, prop, "", 1))
            for verb in also.get(prop, ()):
                self.wording(verb, Entry(REL, prop, "", 2))
            for wording in inverses.get(prop, ()):
                self.wording(wording, Entry(INV, prop, "", 1))
            for noun in nouns.get(prop, ()):
                if noun_names.get(prop, "") == "subject":
                    self.add_name(noun, Entry(CLASS, info.domain, prop, 1))
                elif noun_names.get(prop, "") == "object":
                    self.add_name(noun, Entry(WORD, "NOUN", prop, 2))
        return relations

    def _names(self, things: dict[str, ThingInfo], compounds: dict[tuple[str, str], str]) -> None:
        composed = set(compounds.values())
        late: list[tuple[int, str, str]] = []
        for rank, predicate in enumerate(("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")):
            for thing, text in self.pairs(predicate):
                if thing not in things or thing in self.unnamed:
                    continue
                if thing in composed or " and " in text:
                    late.append((rank, thing, text))
                else:
                    self.add_name(text, Entry(THING, thing, "", rank))
        for rank, thing, text in late:
            # a name that is made of others (*stale bread*, *salt and pepper*) is read as its parts
            if not self._is_made_of_others(phrase_words(text)):
                self.add_name(text, Entry(THING, thing, "", rank))
        described = [(t, text) for t, text in self.pairs("lex:describes") if t not in self.unnamed]
        sided = self.single("lex:side")
        sides = frozenset(w for s, w in self.pairs("lex:form") if s in sided)
        for thing, text in [*described, *self.pairs("lex:wording")]:
            if thing in things and thing not in composed:
                # the side is said of the thing and read apart; where a danger has a side it belongs to the wording
                plain = text if things[thing].role == DANGER else " ".join(w for w in text.split() if w not in sides)
                self.add_loose(plain, Entry(THING, thing, "", 3))
        for predicate, extra in (("lex:contrary", CONTRARY), ("lex:otherSide", OTHER_SIDE)):
            for thing, text in self.pairs(predicate):
                if thing in things:
                    self.add_loose(text, Entry(THING, thing, extra, 3))

    def _is_made_of_others(self, words: tuple[str, ...]) -> bool:
        """Whether words are a state and a thing, in either order, or two things with *and* between."""
        kinds = {}
        listed = list(self.entries)
        for i in range(1, len(words)):
            for part in (words[:i], words[i:]):
                numbers = self.phrases.get(" ".join(part), ())
                kinds[part] = {listed[n].kind for n in numbers}
            before, behind = kinds[words[:i]], kinds[words[i:]]
            if (STATE in before and THING in behind) or (THING in before and STATE in behind):
                return True
        return any(
            THING in kinds.get(words[:i], set()) and " ".join(words[i + 1 :]) in self.phrases
            for i in range(1, len(words) - 1)
            if words[i] == "and"
        )

    def _compounds(self, things: dict[str, ThingInfo]) -> dict[tuple[str, str], str]:
        """Things that are a state of another thing, by the properties that the lexicon names."""
        of, state_by = self.single("lex:stateOf"), self.single("lex:stateIs")
        compounds: dict[tuple[str, str], str] = {}
        for cls in sorted(of.keys() & state_by.keys()):
            thing_of, state_of = self.single(of[cls]), self.single(state_by[cls])
            for node, thing in thing_of.items():
                if node in state_of and cls in (things[node].classes if node in things else ()):
                    compounds.setdefault((thing, state_of[node]), node)
        return compounds

    def _complaints(self) -> dict[str, str]:
        """`thing state` and `thing state side` to the finding that the complaint of a part stands for."""
        states = [s for s, value in self.pairs("lex:complaint") if value == "true"]
        table: dict[str, str] = {}
        for predicate, side in (("lex:complaintOf", ""), ("lex:sidedComplaintOf", " side")):
            for finding, part in self.pairs(predicate):
                table.update({f"{part} {state}{side}": finding for state in states})
        return dict(sorted(table.items()))

    def _states(self) -> dict[str, tuple[str, str]]:
        self.asked_like.update(self.single("lex:askedLike"))
        remedies, labels = self.single("lex:remedy"), self.single("skos:prefLabel")
        states = {}
        for state, text in self.pairs("lex:state"):
            self.add_plain(text, Entry(STATE, state, "", 1))
            states[state] = (labels.get(state, text), remedies.get(state, ""))
        for state, text in self.pairs("lex:looseState"):
            self.add_loose(text, Entry(STATE, state, "", 3))
        return states

    def _classes(self) -> None:
        for cls, text in self.pairs("lex:kindNoun"):
            self.add_name(text, Entry(CLASS, cls, "", 1))

    def _words(self) -> None:
        tokens, sides, topics = self.single("lex:token"), self.single("lex:side"), self.single("lex:topic")
        strengths, means = self.single("lex:strength"), self.single("lex:means")
        for word, text in self.pairs("lex:form"):
            if word in tokens:
                self.add_plain(text, Entry(WORD, tokens[word], means.get(word, ""), 2))
            if word in sides:
                self.add_plain(text, Entry(SIDE, sides[word], "", 1))
            if word in topics:
                self.add_plain(text, Entry(TOPIC, topics[word], strengths.get(word, "always"), 1))
        for word, text in self.pairs("lex:looseForm"):
            if word in topics:
                self.add_loose(text, Entry(TOPIC, topics[word], strengths.get(word, "always"), 1))
            elif word in tokens:
                self.add_loose(text, Entry(WORD, tokens[word], means.get(word, ""), 2))

    def _intents(self) -> dict[str, IntentInfo]:
        ranks, needs = self.single("lex:rank"), self.single("lex:things")
        yes_no, asked, state = self.single("lex:keepsYesNo"), self.single("lex:asksBy"), self.single("lex:asksState")
        names, other = self.single("lex:intentName"), self.single("lex:asksOther")
        labels = {intent: label for intent, label in self.single("skos:prefLabel").items() if intent in names}
        intents = {}
        for intent, name in sorted(names.items()):
            intents[name] = IntentInfo(
                int(ranks.get(intent, "0")),
                int(needs.get(intent, "0")),
                yes_no.get(intent) == "true",
                asked.get(intent, ""),
                state.get(intent, ""),
                other.get(intent) == "true",
                labels.get(intent, ""),
            )
        return intents

    def _cues(self, intents: dict[str, IntentInfo]) -> dict[str, CueInfo]:
        """The groups of cues; an intent is a group of its own."""
        names, of = self.single("lex:intentName"), self.single("lex:cueOf")
        ranks, details = self.single("lex:rank"), self.single("lex:detail")
        cues = {}
        for predicate, add in (("lex:cue", self.add_plain), ("lex:looseCue", self.add_loose)):
            for group, text in self.pairs(predicate):
                name = names.get(of.get(group, group))
                if name is not None:
                    rank = int(ranks[group]) if group in ranks else intents[name].rank
                    cues[group] = CueInfo(name, rank, details.get(group, ""))
                    add(text, Entry(CUE, group, self._opener(text), 1))
        return dict(sorted(cues.items()))

    def _opener(self, text: str) -> str:
        """The token that the first word of a cue makes where it opens a question, or ""."""
        if not self.openers:
            tokens = self.single("lex:token")
            self.openers.update({f: tokens[w] for w, f in self.pairs("lex:form") if tokens.get(w) in ("WH", "HOW", "YESNO")})
        first = text.split()[0].split("|")[0]
        return self.openers.get(first, "")

    def _shifts(self) -> tuple[tuple[str, str, str], ...]:
        classes, to = self.single("lex:shiftClass"), self.single("lex:shiftTo")
        return tuple(sorted((f, classes[s], to[s]) for s, f in self.pairs("lex:shiftFrom") if s in classes and s in to))

    def _kin(self, lemmas: dict[str, str]) -> dict[str, str]:
        """The families of every form of a word, and the base forms of each family that stand in loose wordings."""
        table: dict[str, list[str]] = {}
        for number, text in enumerate(self.texts_of("lex:kin")):
            words = text.split()
            bases = sorted({base for word in words for base in lemmas.get(word, "").split("|") if base})
            if bases:
                table[f"#{number}"] = ["|".join(bases)]
                for form in {form for word in words for form in self.forms.of_word(word)}:
                    table.setdefault(form, []).append(str(number))
        return {key: " ".join(value) for key, value in sorted(table.items())}

    def _see_through(self) -> frozenset[str]:
        words = {w for s, text in self.pairs("lex:form") if s.endswith("see-through") for w in phrase_words(text)}
        return frozenset(words)


def _with_inclinations(built: Lexicon, rows: Pairs) -> Lexicon:
    """A lexicon with the weights of signs towards units, and of units towards intents; without them where any number is amiss."""
    bias, weights = rows.single("lex:bias"), rows.single("lex:unitWeights")
    steps, biases = ([_numbers(text) for _, text in rows.pairs(name)] for name in ("lex:unitSteps", "lex:unitBiases"))
    units = tuple(zip(steps[0], biases[0], strict=False)) if len(steps) == len(biases) == 1 else ()
    named = sorted((name, float(bias.get(node, "0")), _numbers(weights.get(node, ""))) for node, name in rows.pairs("lex:inclinesTo"))
    if not units or any(len(each) != len(units) for _, _, each in named):
        return built
    inclines: dict[str, str] = {}
    for _, text in rows.pairs("lex:signWeights"):
        words = text.split(" ")
        inclines.update((sign, row) for sign, row in zip(words[::2], words[1::2], strict=False) if len(row) == len(units))
    return replace(built, inclined=tuple(named), units=units, inclines=dict(sorted(inclines.items())))


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(map(float, text.split()))
    except ValueError:
        return ()
