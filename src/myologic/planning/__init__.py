"""A plan for a case: what to do in which week, for which verdict, how much, and when to stop.

`rules` reads how plans are put together from the knowledge base, `choose` picks exercises from what suits the case, `dosing` says
how much, `schedule` fills the sessions, `make` puts the plan together; `values` is the plan itself, `text`, `page` and `calendar`
write it. An exercise that a case does not offer never enters a plan. Imported by `myologic.cases`.
"""
