"""What to do: everyday habits, a routine for a state, and which side comes first."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, as_side
from myologic.answering.explain import why_lines
from myologic.answering.filters import passes, uses
from myologic.answering.find_described import parameters
from myologic.answering.find_related import standing_in
from myologic.answering.find_states import BODY_PART, FACTOR, OTHER, find_side_of
from myologic.answering.found import ACTS, EXERCISE, GROUP, MEANS, Found, best_first
from myologic.answering.graph import Graph, iris, objects, parts, subjects, texts
from myologic.answering.items import make_item
from myologic.answering.meeting import one_sided_effect
from myologic.answering.outcome import Outcome
from myologic.answering.related import plain_item, related
from myologic.answering.relations import CAUSAL, CAUSAL_BACK, STATES, STATES_BACK, Hit, Hop, reach, reach_far, widened
from myologic.answering.sides_asked import agreeing, led_to, left_open
from myologic.answering.statements import statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.truth_words import agreement
from myologic.answering.words import RANK, counted, listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import SKOS, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

ONE_SIDE: Final = kb_("oneSideOnly")
HABIT: Final = kb_("Habit")
FINDING: Final = kb_("Finding")
RELATED: Final = IRI(SKOS + "related")
CAUSE: Final = kb_("Cause")
NEAR_EFFECTS: Final = 1
"""Steps from a cause to effects whose habits stand in for habits against the cause."""
UNILATERAL: Final = kb_("Laterality")
PLAN_STEPS: Final = (("releases", "tight"), ("stretches", "tight"), ("mobilises", ""), ("strengthens", "weak"))
"""The order of a routine: what is done, and in which state of a muscle it is called for."""

SIDE_WORDS: Final = ("opposite side", "opposite leg", "same side", "other side", "working side", "working leg", "side that", "side named", "side down")
"""Words by which the description of an exercise speaks of left and right."""

_SIDES: Final = ("side", "left", "righ", "whic", "both")
"""Beginnings of the words by which every question about sides asks."""
_STEM: Final = 4
_STATES_OF_SIDES: Final = ("weak", "stro", "tigh", "shor", "long", "bigg", "thic", "musc", "carr", "shou", "will", "with", "when", "what", "from", "have", "does")
"""Beginnings of words that say in which state a side is, or say nothing: they do not ask how sides are worked."""
_ALIKE: Final = ("same", "side")
_STATES_SAID: Final = frozenset({"weak", "weaker", "weakens", "strong", "stronger", "tight", "tighter", "tightens", "short", "shorter", "shortens", "longer", "bigger"})
_OF_SIDES: Final = frozenset({"side", "sides", "half", "leg", "legs", "arm", "arms", "hip", "hips", "shoulder", "shoulders", "one", "hand", "foot", "calf", "calves", "knee", "glute", "glutes", "hamstring", "hamstrings", "buttock", "buttocks", "cheek", "flexor", "flexors", "lat", "lats", "trap", "traps", "pec", "pecs", "blade", "blades"})
_NEAR: Final = 3
"""Words between *which* and the side that is asked for."""

PER_STEP: Final = 3
HABITS_IN_PLAN: Final = 3


def find_habits(task: Task) -> Outcome:
    """Answer with the habits for the things named: of that part of life, against that cause, for that state."""
    graph = task.graph
    named = task.named()
    habits = _fitting(graph, named)
    if not habits:
        stated = statements_about(graph, [m.id for m in named], ("Principle",))
        if stated:
            return Outcome(items=tuple(statement_item(graph, s) for s in stated[:5]))
        against = _against_effects(task, named)
        if against is not None:
            return against
        return nothing(task, f"of habits for {task.words(named)}")
    limit = task.question.slots.limit
    shown = habits[:limit] if limit else habits
    aim = f" for {task.words(named)}" if named else ""
    return Outcome(
        lead=(f"{counted(len(habits), 'habit')} on record{aim}",), items=tuple(habit_item(graph, h) for h in shown)
    )


def _against_effects(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """For a cause that no habit counters: the habits against what it leads to, said so; None where none is on record."""
    graph = task.graph
    causes = [m for m in named if CAUSE in graph.types(m.id)]
    effects = [hit.thing for m in causes for hit in reach_far(graph, m.id, CAUSAL, NEAR_EFFECTS)]
    against = {e: [h for h in subjects(graph, e, "counteracts", "helps") if HABIT in graph.types(h)] for e in effects}
    habits = dict.fromkeys(h for e in effects for h in against[e])
    if not habits:
        return None
    aims = listed([graph.label(e) for e in against if against[e]])
    return Outcome(
        lead=(
            f"no habit on record counters {task.words(tuple(causes))} itself",
            f"against what it can lead to ({aims}): {counted(len(habits), 'habit')}",
        ),
        items=tuple(habit_item(graph, h) for h in habits),
    )


def _fitting(graph: Graph, named: Sequence[Mention]) -> list[IRI]:
    """The habits for some things, those for most of them first, then the surer; of a part of life only its own where some are for what is given too."""
    found = {m: dict.fromkeys(habits_for(graph, m)) for m in dict.fromkeys(named)}
    if any(found[m] for m in found if not _is_bare_part(graph, m)):
        # beside what somebody does or sees, a part of the body is only the place
        found = {m: habits for m, habits in found.items() if not _is_bare_part(graph, m)}
    areas = [m for m in found if HABIT in graph.types(m.id)]
    others = {h for m in found if m not in areas for h in found[m]}
    beside = all(m.role == "given" for m in found if m not in areas)
    shared = beside and any(h in others for m in areas for h in found[m])
    of = areas if shared else [*areas, *(m for m in found if m not in areas)]
    wanted = dict.fromkeys(h for m in of for h in found[m])

    def rank(habit: IRI) -> tuple[bool, int, int]:
        sure = RANK.get(graph.text(habit, kb_("certainty")) or "", -1)
        return not any(habit in found[m] for m in areas), -sum(habit in habits for habits in found.values()), -sure

    return sorted(wanted, key=rank)


def _is_bare_part(graph: Graph, mention: Mention) -> bool:
    """Whether a part of the body is named, and no state of it."""
    return mention.state is None and BODY_PART in graph.types(mention.id)


def habits_for(graph: Graph, mention: Mention) -> Iterable[IRI]:
    """The habits for a thing: itself, of its area, those that counter it or help it, then those against its causes."""
    nodes = [mention.id, *((mention.node,) if mention.node else ())]
    found: list[IRI] = []
    for node in nodes:
        if HABIT in graph.types(node):
            inner = [*subjects(graph, node, "domain"), *parts(graph, node)]
            found += inner if inner else [node]
    for ring in widened(graph, mention):
        found += [h for node in ring for h in subjects(graph, node, "counteracts", "helps") if HABIT in graph.types(h)]
        if found:
            return found
    for ring in widened(graph, mention):
        causes = [hit.thing for node in ring for hit in reach_far(graph, node, CAUSAL_BACK, 3)]
        causes += [hit.thing for node in ring for hop in STATES_BACK for hit in reach(graph, node, hop)]
        found += [
            h for cause in causes for h in subjects(graph, cause, "counteracts", "helps") if HABIT in graph.types(h)
        ]
        if found:
            return found
    return found


def habit_item(graph: Graph, habit: IRI) -> AnswerItem:
    """A habit with its advice, its numbers and what it is for."""
    advice, numbers = texts(graph, habit, "advice", "how"), parameters(graph, habit)
    against = [graph.label(c) for c in objects(graph, habit, "counteracts", "helps")]
    why = [*advice, *(f"it counters {graph.label(c)}" for c in objects(graph, habit, "counteracts"))]
    return make_item(
        graph,
        habit,
        certainty=graph.text(habit, kb_("certainty")),
        why=why,
        details={
            **({"parameters": [*numbers], "shown": "; ".join(numbers)} if numbers else {}),
            **({"counteracts": [*against]} if against else {}),
            **({"note": note} if (note := graph.text(habit, kb_("note"))) else {}),
        },
    )


def find_plan(task: Task, *, stands_in: bool = False) -> Outcome:
    """Answer with a routine for the states named: release, lengthen, mobilise, strengthen, then habits."""
    from myologic.answering.find_filtered import with_tools

    task = with_tools(task)
    if task.question.slots.equipment_with:
        # a routine is made of what is at hand, and of what needs nothing
        slots = replace(task.question.slots, only_equipment=True)
        task = replace(task, question=replace(task.question, slots=slots))
    graph, question = task.graph, task.question
    named = task.named()
    aims = [aim for m in named for aim in _aims(graph, m)]
    stages: list[list[AnswerItem]] = []
    missing: list[str] = []
    limit = question.slots.limit
    for relation, verdict in PLAN_STEPS:
        wanted = [
            a for a in aims if a[1] == verdict or (a[1] == "" and relation in ("strengthens", "mobilises", "stretches"))
        ]
        taken = {step.id for stage in stages for step in stage}
        stages.append(_exercises(task, relation, wanted, limit or PER_STEP, taken=taken))
        if wanted and not stages[-1] and verdict:
            missing.append(
                f"nothing on record that {relation} {listed(sorted({graph.label(a[0]) for a in wanted})[:3])}"
            )
    steps = _in_turn(stages, limit)
    habits = [h for m in named for h in habits_for(graph, m)]
    habits = [each for h in habits for each in _single(graph, h)]
    most = HABITS_IN_PLAN if steps else None
    habits = list(dict.fromkeys(habits))[: limit - len(steps) if limit else most]
    items = [*steps, *(habit_item(graph, h) for h in habits)]
    if not items:
        other = None if stands_in else standing_in(task)
        found = find_plan(other, stands_in=True) if other is not None else None
        if other is not None and found is not None and found.status == "answered":
            said = f"what is on record for {other.words(other.topics)} is meant by {task.words(task.topics)}"
            return replace(found, assumed=(*found.assumed, said))
        return nothing(task, f"for a routine for {task.words(named)}")
    lead = [
        f"a routine for {task.words(named)}: {counted(len(steps), 'exercise')}, then habits" if steps else "habits only"
    ]
    if question.slots.minutes:
        lead.append(f"no times are on record that would fill {question.slots.minutes} minutes; take as many as fit")
    return Outcome(
        lead=tuple(lead), items=tuple(items), tail=tuple(missing), style="steps", assumed=_side_left_open(task, named)
    )


def _in_turn(stages: Sequence[Sequence[AnswerItem]], limit: int | None) -> list[AnswerItem]:
    """The steps of a routine, stage by stage; with a limit the stages give one step each in turn until it is reached.

    What strengthens has its turn first: the principle on record says that it is the main part.
    """
    if limit is None:
        return [step for stage in stages for step in stage]
    counts = [0] * len(stages)
    order = sorted(range(len(stages)), reverse=True)
    while sum(counts) < limit and any(n < len(stage) for n, stage in zip(counts, stages, strict=True)):
        for n in order:
            if counts[n] < len(stages[n]) and sum(counts) < limit:
                counts[n] += 1
    return [step for n, stage in zip(counts, stages, strict=True) for step in stage[:n]]


def _single(graph: Graph, habit: IRI) -> tuple[IRI, ...]:
    """A habit, or those of its group or area."""
    if GROUP not in graph.types(habit):
        return (habit,)
    inner = (*parts(graph, habit), *subjects(graph, habit, "domain", "exampleOf"))
    return tuple(h for h in inner if HABIT in graph.types(h) and GROUP not in graph.types(h))


def _side_left_open(task: Task, named: Sequence[Mention]) -> tuple[str, ...]:
    """What a routine takes for granted where a sign has a side and none was said."""
    open_ = tuple(m for m in named if m.side is None and task.graph.text(m.id, ONE_SIDE) == "true")
    return (f"no side was said of {task.words(open_)}, so nothing here is for one side only",) if open_ else ()


def _aims(graph: Graph, mention: Mention) -> list[tuple[IRI, str]]:
    """The muscles a routine is for, each with the state that calls for it: as said, or as linked to what is named."""
    if mention.state is not None:
        return [(mention.id, graph.label(mention.state).split()[0])]
    for nodes in widened(graph, mention)[:2]:
        hits = [h for node in nodes for hop in STATES for h in reach(graph, node, hop)]
        if hits:
            hits.sort(key=lambda h: (GROUP not in graph.types(h.thing), -RANK.get(h.certainty or "", -1)))
            return list(dict.fromkeys((h.thing, h.hop.verdict or "") for h in hits))
    return [(mention.id, "")]


def _exercises(
    task: Task, relation: str, aims: Sequence[tuple[IRI, str]], most: int, taken: set[str]
) -> list[AnswerItem]:
    """The best documented exercises for each aim in turn, so that no aim is left out while another has two."""
    graph, hop = task.graph, Hop(kb_(relation), forward=False)
    queues = []
    for aim, _ in aims:
        hits = [h for h in reach(graph, aim, hop) if passes(graph, h.thing, task.question.slots)]
        mention = Mention(aim, graph.label(aim), "", "")
        best = [f.hit for f in best_first(graph, [Found(h, mention, True) for h in hits])]
        tools = task.question.slots.equipment_with
        queues.append(sorted(best, key=lambda h: not uses(graph, h.thing, tools)) if tools else best)
    chosen: dict[IRI, Hit] = {}
    while any(queues) and len(chosen) < most:
        for queue in queues:
            hit = next((h for h in queue if h.thing not in chosen and h.thing.value not in taken), None)
            queue[:] = queue[queue.index(hit) + 1 :] if hit else []
            if hit and len(chosen) < most:
                chosen[hit.thing] = hit
    items = []
    for thing, hit in chosen.items():
        item = plain_item(graph, thing)
        items.append(
            replace(
                item,
                certainty=hit.certainty,
                why=why_lines(graph, hit.steps[-1])[:1],
                details={**item.details, "step": relation},
            )
        )
    return items


def find_side(task: Task) -> Outcome:
    """Answer what depends on left and right: the principles on sides, and one-sided exercises for what is named."""
    graph, question = task.graph, task.question
    named = task.named()
    uneven = one_sided_effect(task, named) if question.boolean else None
    on_record = uneven or find_side_of(task)
    if on_record is not None:
        return agreeing(task, on_record)
    asked = _asks_side(task, named) or one_sided_effect(task, named)
    if asked is not None:
        return asked
    if _asks_which(task):
        open_ = left_open(task, named)
        if open_ is not None:
            return open_
    signs = [m for m in named if FINDING in graph.types(m.id)]
    if signs and len(signs) == len(named) and question.answer_kind in (EXERCISE, MEANS) and any(m.side for m in signs):
        done = related(task, ACTS, forward=False)  # which side each is for is recorded with the sign
        if done.status == "answered":
            return done
    if signs and len(signs) == len(named):
        aim = task.words(named)
        return Outcome(
            status="clarify",
            lead=(
                f"{aim} alone does not settle which side is weaker",
                "a look at more signs or a test of both sides would help; should it be one of these?",
            ),
            nearby=(f"what does {aim} suggest", f"how can i check for {aim}"),
        )
    stated = statements_about(graph, [*_forms(graph), *(m.id for m in named)], ("Principle", "Rationale"))
    items = [statement_item(graph, s) for s in stated[:6]]
    told = _told_of_sides(graph, named)
    worse = any(m.state is not None and m.side in ("left", "right") for m in named)
    if (named or _asks_which(task)) and not told and not (worse and not _asks_which(task)) and not _asks_for_work(task, named, items):
        # the principles say how sides are worked, not which of them is in a state
        life = tuple(m for m in named if HABIT in graph.types(m.id))
        if life and not _STATES_SAID.intersection(phrase_words(question.text)):
            of_life = tuple(habit_item(graph, habit) for habit in _fitting(graph, life))
            return Outcome(lead=(f"nothing on record says which side; on record for {task.words(life)}",), items=of_life)
        about = f", for {task.words(named)}" if named else " from what was said alone"
        return led_to(task, named) or nothing(task, f"on which side that is{about}", "how do i find out which side is weaker", "which side first")
    bare = any(CAUSE in graph.types(m.id) for m in named) and not any(MEANS in graph.types(m.id) for m in named)
    if _asks_which(task) and not told and bare and not any(m.state is not None and m.side in OTHER for m in named):
        # which side a cause tells on is recorded with the cause, or not at all
        return led_to(task, named) or nothing(task, f"on which side that is, for {task.words(named)}", f"what does {named[0].label} lead to")
    side = next((m.side for m in named if m.side in ("left", "right")), question.slots.side)
    stated_of = [graph.label(m.state).split()[0] for m in named if m.state is not None]
    factors = [m for m in (*named, *task.givens) if FACTOR in graph.types(m.id)]
    of_muscles = any(BODY_PART in graph.types(m.id) for m in named)
    ordered = worse and "weak" in stated_of and any(HABIT in graph.types(m.id) and is_of_sides(graph, m.id) for m in named)
    if not ordered and factors and (of_muscles or (stated_of and any(m.side is not None for m in factors))):
        # the side of a sign or a cause is not the side of the muscle
        return led_to(task, named) or nothing(task, f"on which side that is, for {task.words(named)}")
    weaker = side in ("left", "right") and "weak" in stated_of
    lead = [f"as said, the {side} side is the weaker one: start there"] if weaker else []
    exercises = _one_sided(task, named)
    lead += [line for _, line in told]
    items = [*(plain_item(graph, thing) for thing, _ in told), *items]
    exercises = [e for e in exercises if e.id not in {thing.value for thing, _ in told}]
    if not items and not exercises:
        return nothing(task, f"about sides for {task.words(named)}" if named else "about sides")
    ways = [agreement(question.text, f"{i.label} {' '.join(i.why)}") for i in items] if question.boolean else []
    agrees = next((way for way in ways if way is not None), None)
    if agrees is not None:
        lead.append("yes, that is how it is stated" if agrees else "no, not as asked; it is stated the other way")
    return Outcome(lead=tuple(lead), items=(*items, *exercises), boolean=agrees)


def _forms(graph: Graph) -> list[IRI]:
    """Working one side apart or both alike, and what is related to that."""
    return [near for form in graph.instances(UNILATERAL) for near in (form, *iris(graph.objects(form, RELATED)))]


def is_of_sides(graph: Graph, thing: IRI) -> bool:
    """Whether a thing is what principles on working the sides are about."""
    stated = statements_about(graph, _forms(graph), ("Principle", "Rationale"))
    return any(thing in objects(graph, each, "about") for each in stated)


def _asks_for_work(task: Task, named: Sequence[Mention], items: Sequence[AnswerItem]) -> bool:
    """Whether it is asked how sides are worked: something done to them is, or words of what is stated of that are used."""
    question, graph = task.question, task.graph
    acts = (question.relation, question.slots.purpose)
    if any(each in ACTS for each in acts) or question.answer_kind in (EXERCISE, MEANS):
        return True
    done = any(MEANS in graph.types(m.id) and HABIT not in graph.types(m.id) for m in named)
    sided = any(HABIT in graph.types(m.id) and is_of_sides(graph, m.id) for m in named)
    if question.inherited or question.slots.frequency or done or sided:
        return True
    own = {word[:_STEM] for m in named for word in phrase_words(m.text)} | set(_SIDES)
    own |= set(_STATES_OF_SIDES) if _asks_which(task) else set()
    # *same side as …* of a part in a state asks where it is, and not how much is done
    own |= {word[:_STEM] for word in _ALIKE} if any(m.state is not None for m in named) else set()
    said = {word[:_STEM] for word in phrase_words(question.text) if len(word) >= _STEM} - own
    return any(said & {word[:_STEM] for word in phrase_words(f"{i.label} {' '.join(i.why)}")} for i in items)


def _asks_which(task: Task) -> bool:
    """Whether one of two sides is asked for (*which leg is …*, *is it the left or the right*)."""
    said = phrase_words(task.question.text)
    for at, word in enumerate(said):
        if word in ("which", "what", "whose") and _OF_SIDES.intersection(said[at + 1 : at + 1 + _NEAR]):
            return True
    return any({"left", "right"} <= set(said[at : at + _NEAR + 2]) and "or" in said[at : at + _NEAR + 2] for at in range(len(said)))


def _asks_side(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """The question back where the side of a muscle follows from the side of a sign or cause of which none was said."""
    graph = task.graph
    open_ = tuple(m for m in named if m.side is None and graph.text(m.id, kb_("sided")) == "true")
    muscles = tuple(m for m in named if BODY_PART in graph.types(m.id))
    if not open_ or not muscles or any(m.side in ("left", "right") for m in named):
        return None
    of_side = graph.text(open_[0].id, kb_("sideMeans"))
    said = f"which side is it, left or right: {task.words(open_)}"
    nearby = [
        f"given {side} {open_[0].label}, which muscles are {state}"
        for state in ("weak", "tight")
        for side in ("left", "right")
    ]
    return Outcome(
        status="clarify",
        lead=(f"{said}?", f"left or right there is {of_side}" if of_side else ""),
        nearby=tuple(nearby),
    )


def _told_of_sides(graph: Graph, named: Sequence[Mention]) -> list[tuple[IRI, str]]:
    """What is written of left and right about the exercises named: which side works, or which is named by a side."""
    told = []
    for mention in (m for m in named if MEANS in graph.types(m.id)):
        for text in texts(graph, mention.id, "how", "cue", "note", "step"):
            if any(word in text.casefold() for word in SIDE_WORDS):
                said = mention.side in OTHER and "opposite" in text.casefold()
                other = f"; with the weight or the work on the {mention.side} that is the {OTHER[str(mention.side)]} side" if said else ""
                told.append((mention.id, f"{graph.label(mention.id)}: {text}{other}"))
                break
    return told


def _one_sided(task: Task, named: Sequence[Mention]) -> list[AnswerItem]:
    graph, question = task.graph, task.question
    asked = question.slots.purpose if question.slots.purpose in ACTS else None
    relation = question.relation or asked or kb_("strengthens")
    forms = [i for i in graph.instances(UNILATERAL) if graph.text(i, kb_("code")) == "unilateral"]
    found = []
    for mention in named:
        inner = [
            t for t in (mention.id, *parts(graph, mention.id)) if set(forms) & set(objects(graph, t, "laterality"))
        ]
        found += [Hit(t, (), Hop(relation), graph.text(t, kb_("certainty"))) for t in inner]
        for nodes in widened(graph, mention):
            hits = [h for node in nodes for h in reach(graph, node, Hop(relation, forward=False))]
            one = [h for h in hits if not forms or set(forms) & set(objects(graph, h.thing, "laterality"))]
            if one:
                found += [f.hit for f in best_first(graph, [Found(h, mention, True) for h in one])]
                break
    side = as_side(question.slots.side)
    items = [replace(plain_item(graph, h.thing), certainty=h.certainty) for h in {x.thing: x for x in found}.values()]
    return [replace(item, side=side) for item in items] if side else items
