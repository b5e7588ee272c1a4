"""From a question to the finder that answers it: one row for each intent, and what goes before all intents."""

from __future__ import annotations

from myologic.answering.find_care import CONDITION, RED_FLAG, find_left_out, find_red_flag, is_danger, with_care
from myologic.answering.outcome import Outcome
from myologic.answering.refusals import refuse
from myologic.answering.task import Task
from myologic.engine.records import dataclass, replace
from myologic.grammar.question import Mention, Question
from myologic.kb.vocabulary import kb_, local_name

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final, TypeAlias

Finder: TypeAlias = "Callable[[Task], Outcome]"


def late(module: str, name: str) -> Finder:
    """A finder that is imported when it is first asked: a question needs one of these modules, not all of them."""

    def find(task: Task) -> Outcome:
        from importlib import import_module

        finder: Finder = getattr(import_module(f"myologic.answering.{module}"), name)
        return finder(task)

    return find


find_habits = late("find_advice", "find_habits")
find_plan = late("find_advice", "find_plan")
find_side = late("find_advice", "find_side")
find_compared = late("find_compared", "find_compared")
find_count = late("find_counted", "find_count")
find_list = late("find_counted", "find_list")
find_checks = late("find_checked", "find_checks")
find_definition = late("find_described", "find_definition")
find_dose = late("find_described", "find_dose")
find_instructions = late("find_described", "find_instructions")
find_given = late("find_given", "find_given")
find_causes = late("find_linked", "find_causes")
find_effects = late("find_linked", "find_effects")
find_signs = late("find_linked", "find_signs")
find_suggested = late("find_linked", "find_suggested")
find_path = late("find_path", "find_path")
find_why = late("find_reasons", "find_why")
find_why_not = late("find_why_not", "find_why_not")
find_filtered = late("find_filtered", "find_filtered")
find_related = late("find_related", "find_related")
find_truth = late("find_truth", "find_truth")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question is answered.

    Parameters
    ----------
    intent
        The public name under which it is answered.
    find
        What looks for the answer.
    needs_topic
        Whether it has to be asked back where nothing is named.
    """

    intent: str
    find: Finder
    needs_topic: bool = True


def _sourced(task: Task) -> Outcome:
    from myologic.answering.find_source import find_source

    return find_source(task, lambda before: plan_for(before.question).find(before))


EQUIPMENT: Final = kb_("Equipment")
EXERCISE_GROUP: Final = kb_("ExerciseGroup")
FINDERS: Final[dict[str, tuple[Finder, bool]]] = {
    "strengthens": (find_related, True),
    "stretches": (find_related, True),
    "mobilises": (find_related, True),
    "releases": (find_related, True),
    "causes": (find_effects, True),
    "caused_by": (find_causes, True),
    "symptoms_of": (find_signs, True),
    "suggests": (find_suggested, True),
    "weak_given": (find_given, False),
    "tight_given": (find_given, False),
    "why": (find_why, True),
    "why_not": (find_why_not, True),
    "path": (find_path, True),
    "plan": (find_plan, True),
    "habit_for": (find_habits, True),
    "how_to": (find_instructions, True),
    "dosage": (find_dose, True),
    "side": (find_side, False),
    "compare": (find_compared, True),
    "count": (find_count, False),
    "list": (find_list, False),
    "define": (find_definition, True),
    "contraindicated": (find_left_out, False),
    "safety_red_flag": (find_red_flag, False),
    "self_check": (find_checks, False),
    "equipment_filter": (find_filtered, False),
    "level_filter": (find_filtered, False),
    "boolean_check": (find_truth, True),
    "source": (_sourced, False),
}
"""For each intent its finder, and whether it needs something named."""


def plan_for(question: Question) -> Plan:
    """The plan of a question: refusals first, then the finder of its intent."""
    if question.refusal is not None or question.intent not in FINDERS:
        return Plan("out_of_scope", refuse, needs_topic=False)
    find, needs_topic = FINDERS[question.intent]
    relation = "" if question.relation is None else local_name(question.relation)
    intent = relation if relation in _ACTING and question.intent in _ACTING else question.intent
    return Plan(intent, find, needs_topic)


_ACTING: Final = frozenset({"strengthens", "stretches", "mobilises", "releases"})
"""Intents that are named after their relation; where both are said, the relation is what was asked."""

_LISTED: Final = frozenset({kb_("Habit"), kb_("SelfCheck"), kb_("Equipment"), kb_("Exercise")})
"""Classes that are short enough to be answered as a whole where nothing is named."""

_PLAIN: Final = frozenset({"define", "source", "contraindicated", "out_of_scope"})
"""Intents that recommend nothing to someone with a condition, or see to it themselves."""


def is_red_flag(task: Task) -> bool:
    """Whether a red flag is said to be so, whatever else is asked."""
    said = [m for m in task.question.mentions if not m.negated and m.role != "excluded"]
    return any(is_danger(task.graph, m.id) for m in said)


_OWN_WAY: Final = frozenset(
    {
        "strengthens",
        "stretches",
        "mobilises",
        "releases",
        "causes",
        "suggests",
        "tight_given",
        "weak_given",
        "define",
        "contraindicated",
        "why",
        "why_not",
        "path",
        "boolean_check",
        "source",
        "count",
        "list",
        "side",
        "compare",
    }
)
"""Intents whose finder sees to the direction of a relation itself."""


def _only_asked_about(task: Task) -> bool:
    """Whether a red flag is no more than what a definition, a source or a list is asked of."""
    flags = [m for m in task.question.mentions if RED_FLAG in task.graph.types(m.id)]
    return task.question.intent in ("define", "source", "count", "list") and all(m.role == "topic" for m in flags)


_OF_CAUSES: Final = frozenset({"causes", "caused_by", "symptoms_of", "suggests", "path"})
"""Intents that ask what a condition comes from or goes with; one that is only asked about is nobody's condition."""


def has_condition(task: Task) -> bool:
    """Whether something is named that changes which exercises fit a person."""
    question = task.question
    about_causes = question.intent in _OF_CAUSES or (
        question.intent == "boolean_check"
        and question.relation is not None
        and local_name(question.relation) in _CAUSING
    )
    said = (m for m in task.named() if m.role == "given") if about_causes else iter(task.named())
    return any(CONDITION in task.graph.types(m.id) for m in said)


_CAUSING: Final = frozenset({"leadsTo", "tightens", "weakens", "suggests", "commonWith"})


def _asks_of_a_condition(task: Task) -> bool:
    """Whether it is asked what a condition brings about or comes from, and not what to do with it."""
    question = task.question
    means = any(kb_("Means") in task.graph.types(m.id) for m in task.named())
    causal = question.answer_kind == kb_("Cause") or (
        question.relation is not None and local_name(question.relation) in _CAUSING
    )
    said = any(CONDITION in task.graph.types(m.id) and m.role == "given" for m in task.named())
    return question.intent == "contraindicated" and causal and not means and not said and len(task.named()) > 1


def needs_care(task: Task) -> bool:
    """Whether care has to stand before anything else, even before a question back."""
    return is_red_flag(task) or has_condition(task)


def _asks_for_objects(question: Question) -> bool:
    """Whether a relation is asked from its subject (*what does a X …*) under an intent that looks the other way."""
    return (
        question.refusal is None
        and question.relation is not None
        and question.inverse
        and not question.having("object")
        and bool(question.having("topic"))
        and question.intent not in _OWN_WAY
        and question.intent != "dosage"
    )


def _is_of_sides(task: Task, mention: Mention) -> bool:
    """Whether what is named is a habit of how sides are worked."""
    if kb_("Habit") not in task.graph.types(mention.id):
        return False
    from myologic.answering.find_advice import is_of_sides

    return is_of_sides(task.graph, mention.id)


_DOSES: Final = ("reps", "sets", "hold", "load", "time")
"""What of a dose may be asked by its number."""


def _in_state(task: Task, plan: Plan) -> Outcome | None:
    """What the words say where the intent alone would miss it; None where it does not.

    A muscle *in a state* beside a sign or a cause asks what is on record of them together, where its remedy was only
    guessed; and *how many* repetitions ask for a dose.
    """
    question = task.question
    if question.intent == "count" and question.slots.frequency in _DOSES:
        one_side = any(m.side for m in task.named()) or question.slots.side is not None
        return replace(find_side(task), intent="side") if one_side else replace(find_dose(task), intent="dosage")
    if question.intent == "dosage" and question.answer_kind == kb_("Muscle") and question.relation is not None:
        return replace(find_count(task), intent="count")
    if question.intent == "habit_for" and task.named() and all(_is_of_sides(task, m) for m in task.named()):
        return replace(find_side(task), intent="side")
    if question.intent == "list" and question.answer_kind == kb_("Habit") and task.named() and not question.inverse:
        habits = find_habits(task)
        if habits.status == "answered":
            return replace(habits, intent="list")
    means = bool(task.topics) and all(kb_("Means") in task.graph.types(m.id) for m in task.topics)
    if question.intent in ("level_filter", "equipment_filter") and question.slots.frequency in _DOSES and means:
        return replace(find_dose(task), intent="dosage")
    if question.intent == "habit_for" and question.answer_kind == kb_("Cause"):
        return replace(find_causes(task), intent="caused_by")
    if question.intent == "contraindicated" and question.slots.frequency is not None and not task.named():
        from myologic.answering.find_described import find_general_dose

        general = find_general_dose(task)
        return None if general is None else replace(general, intent="dosage")
    if plan.intent in _ACTING and question.assumed and any(m.state for m in task.topics):
        from myologic.answering.find_states import find_together

        return find_together(task)
    return None


def found(task: Task) -> Outcome:
    """The outcome of a question: care before everything, then its plan."""
    if is_red_flag(task) and not _only_asked_about(task):
        return find_red_flag(task)
    if _asks_of_a_condition(task):
        return replace(find_truth(task), intent="boolean_check", care=False)
    plan = plan_for(task.question)
    if plan.intent == "boolean_check" and any(m.negated for m in task.question.mentions):
        from myologic.answering.find_opposite import find_opposite

        opposite = find_opposite(task)
        if opposite is not None:
            return replace(opposite, intent=plan.intent)
    tools = task.question.intent == "equipment_filter" and all({EQUIPMENT, EXERCISE_GROUP} & set(task.graph.types(t.id)) for t in task.topics)
    if _asks_for_objects(task.question) and not task.asks_for_a_change and not tools:
        turned = find_related(task)
        shown = find_signs(task) if turned.status != "answered" and plan.intent == "symptoms_of" else turned
        return replace(shown if shown.status == "answered" else turned, intent=plan.intent)
    if plan.needs_topic and not task.named() and task.question.slots.side is not None and plan.intent not in _OF_CAUSES:
        return replace(find_side(task), intent=plan.intent)
    if plan.needs_topic and not task.named() and task.question.answer_kind in _LISTED:
        return replace(find_list(task), intent=plan.intent)
    if plan.needs_topic and not task.named():
        return Outcome(status="clarify", lead=("what is the question about?",))
    outcome = _in_state(task, plan) or plan.find(task)
    if has_condition(task) and plan.intent not in _PLAIN:
        outcome = with_care(task, outcome)
    return outcome if outcome.intent else replace(outcome, intent=plan.intent)
