"""The public names of intents that a shape or a filter of a question stands for, whatever the subject matter."""

from __future__ import annotations

WHY, WHY_NOT, SOURCE = "why", "why_not", "source"
PATH, COMPARE, CHECK, LIST, DEFINE = "path", "compare", "boolean_check", "list", "define"
COUNT = "count"
CAUSES, CAUSED_BY = "causes", "caused_by"
PLAN = "plan"
HABIT = "habit_for"
HOW_TO, DOSAGE = "how_to", "dosage"
EQUIPMENT, LEVEL, SIDE, REFUSED = "equipment_filter", "level_filter", "side", "out_of_scope"
CONDITION = "contraindicated"
FLAG = "safety_red_flag"
SAID = ("suggests", CAUSES)
"""Intents of what is said of somebody."""
