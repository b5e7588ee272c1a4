"""Checks of rules: safe, stratified, named and described, and of some use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from myologic.engine.errors import Problem
from myologic.engine.program import check_rules as engine_problems
from myologic.engine.records import replace
from myologic.engine.rules import Rule, RuleSet
from myologic.engine.terms import IRI, Literal, Place, Term, Variable
from myologic.kb.codes import problem
from myologic.kb.model import Model
from myologic.kb.rule_reads import body_patterns, rule_patterns
from myologic.kb.vocabulary import PREFIXES, SUBPROPERTY_OF, TYPE, chk_, kb_, lex_

RULE_CLASS, CHECK_CLASS = kb_("Rule"), chk_("Check")
_HOUSE = tuple(namespace for _, namespace in PREFIXES)
_WORDS = frozenset(lex_(each) for each in ("verb", "noun", "inverse"))
_SLOT = re.compile(r"\{(\w+)\}")


def check_described(model: Model) -> Iterator[Problem]:
    """Rules without a name or a description or with the name of another, descriptions without a rule, slots that no variable fills."""
    by_name: dict[IRI, list[Rule]] = {}
    for rule in model.rules:
        if rule.name is not None:
            by_name.setdefault(rule.name, []).append(rule)
    for read in model.judged_files:
        for rule in read.rules.rules:
            yield from _check_description(model, rule, read.file.shown)
            if rule.name is not None:
                yield from _check_name(model, rule, rule.name, by_name[rule.name][0], read.file.shown)
    for statement in model.judged_with(TYPE):
        subject, _, object_ = statement.triple
        if object_ == RULE_CLASS and subject not in by_name and subject not in model.headed:
            file = statement.subject_place.file
            message = f"`{model.shown(subject, file)}` describes a rule that no .srl file holds"
            near = model.near(subject, by_name, file) if isinstance(subject, IRI) else None
            yield problem(statement.subject_place, "K111", message, near)
    for statement in model.judged_with(kb_("sentence")):
        subject, _, object_ = statement.triple
        if isinstance(object_, Literal) and isinstance(subject, IRI):
            yield from _check_slots(model, subject, object_, statement.object_place, by_name.get(subject, []))


def _check_description(model: Model, rule: Rule, file: str) -> Iterator[Problem]:
    if rule.name is None:
        message = "this rule has no name; write `RULE my:name { … }` and describe it as a kb:Rule in a .ttl file"
        yield problem(rule.place, "K109", message)
    elif not _is_rule(model, rule.name) and rule.name not in model.headed:
        described = (term for term in model.described if isinstance(term, IRI) and _is_rule(model, term))
        near = model.near(rule.name, described, file)
        message = f"rule `{model.shown(rule.name, file)}` has no description; describe it as a kb:Rule in a .ttl file"
        yield problem(rule.place, "K109", message, near)


def _check_name(model: Model, rule: Rule, name: IRI, first: Rule, file: str) -> Iterator[Problem]:
    """The later of two rules of one name has it wrongly: what is said of the name is said of the first."""
    if first is not rule:
        place = first.place
        message = f"another rule is named `{model.shown(name, file)}` ({place.file}:{place.line}:{place.column})"
        yield problem(rule.place, "K124", message)


def _is_rule(model: Model, term: Term) -> bool:
    return model.is_a(term, RULE_CLASS) or model.is_a(term, CHECK_CLASS)


def _check_slots(model: Model, name: IRI, text: Literal, place: Place, rules: Sequence[Rule]) -> Iterator[Problem]:
    if not rules:
        return
    known = {each.name for rule in rules for each in _variables(rule)}
    for slot in dict.fromkeys(_SLOT.findall(text.lexical)):
        if slot not in known:
            message = f"the slot `{{{slot}}}` is no variable of rule `{model.shown(name, place.file)}`"
            yield problem(place, "K118", message)


def _variables(rule: Rule) -> Iterator[Variable]:
    for pattern in rule_patterns(rule):
        for term in (pattern.subject, pattern.predicate, pattern.object):
            if isinstance(term, Variable):
                yield term
    for element in rule.body:
        variable = getattr(element, "variable", None)
        if isinstance(variable, Variable):
            yield variable


def check_order(model: Model) -> tuple[list[Problem], tuple[Rule, ...]]:
    """What the engine refuses, and the rules that may run.

    A rule that is not well-formed does not hide a cycle among the others: the engine looks at cycles in what is left.

    Returns
    -------
    list of Problem
        Those whose place is in a judged file, or that only the judged files bring about.
    tuple of Rule
        All rules if nothing is wrong; else those of the files that are not judged, where they may run alone.
    """
    prefixes = tuple(dict.fromkeys((*(pair for read in model.judged_files for pair in read.prefixes), *PREFIXES)))
    found = []
    sound = []
    for rule in model.rules:
        own = engine_problems(RuleSet((rule,), prefixes=prefixes))
        unsafe = [each for each in own if each.kind == "well-formedness"]
        found += unsafe
        if not unsafe:
            sound.append(rule)
    found += engine_problems(RuleSet(tuple(sound), prefixes=prefixes))
    if not found:
        return [], model.rules
    shipped = tuple(rule for rule in model.rules if rule.place.file not in model.judged)
    old = {each.message for each in engine_problems(RuleSet(shipped, prefixes=prefixes))}
    judged = [_at_token(model, _into_judged(model, each)) for each in found if each.message not in old]
    return [each for each in judged if each.file in model.judged], shipped if not old else ()


_PLACE = re.compile(r"([^\s()`,;]+):(\d+):(\d+)")
_VARIABLE = re.compile(r"`\?(\w+)`")


def _into_judged(model: Model, each: Problem) -> Problem:
    """A cycle that a judged rule closes through shipped ones is reported at the judged rule's place."""
    if each.file in model.judged:
        return each
    for file, line, column in _PLACE.findall(each.message):
        if file in model.judged:
            return replace(each, file=file, line=int(line), column=int(column))
    return each


def _at_token(model: Model, each: Problem) -> Problem:
    """The place of the variable that a problem is about, where its pattern or expression is all that is known."""
    named = _VARIABLE.match(each.message) or (_VARIABLE.search(each.message) if each.code == "S202" else None)
    if each.kind != "well-formedness" or named is None:
        return each
    place = Place(each.file, each.line, each.column)
    file, line, column = model.token_place(place, rf"[?$]{named[1]}\b")
    return replace(each, file=file, line=line, column=column)


def check_use(model: Model) -> Iterator[Problem]:
    """Judged rules that can never fire, because nothing states or derives what a pattern asks for, and those of no use."""
    stated: set[Term] = set(model.by_predicate)
    derived = {pattern.predicate for rule in model.rules for pattern in rule.head}
    if any(isinstance(predicate, Variable) for predicate in derived):
        return
    later = model.marked(kb_("ofCase")) | model.marked(chk_("forPacks"))
    for read in model.judged_files:
        for rule in read.rules.rules:
            for element in rule.body:
                predicate = getattr(element, "predicate", None)
                if not isinstance(predicate, IRI) or predicate not in model.properties:
                    continue
                if predicate not in stated and predicate not in derived and predicate not in later:
                    name = "this rule" if rule.name is None else f"rule `{model.shown(rule.name, read.file.shown)}`"
                    shown = model.shown(predicate, read.file.shown)
                    message = f"{name} never fires: nothing states or derives `{shown}`"
                    place = model.term_place(getattr(element, "place", rule.place), predicate)
                    yield problem(place, "K116", message)
                    break
            yield from _check_conclusion(model, rule, read.file.shown)


def _check_conclusion(model: Model, rule: Rule, file: str) -> Iterator[Problem]:
    """What a rule concludes with a word of its own pack has to be read by a rule, or to have words that a question can use."""
    for pattern in rule.head:
        term = pattern.predicate
        if not isinstance(term, IRI) or term.value.startswith(_HOUSE) or term not in model.properties:
            continue
        said = {each.triple.predicate for each in model.by_subject.get(term, ())}
        if said & _WORDS or said & {SUBPROPERTY_OF} or any(_reads(each, term) for each in model.rules):
            continue
        name = "this rule" if rule.name is None else f"rule `{model.shown(rule.name, file)}`"
        message = f"{name} concludes `{model.shown(term, file)}`, which no rule reads and no question can ask for"
        yield problem(model.term_place(pattern.place, term), "K125", message)


def _reads(rule: Rule, predicate: IRI) -> bool:
    return any(each.predicate == predicate for each in body_patterns(rule))
