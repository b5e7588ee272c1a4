"""Tables of many cases: the ground program as Boolean columns, sixty-four thousand people at a time, and as SQL.

`network` holds Boolean nodes, `circuit` makes them from the clauses, `levels` those of certainty, `layout` says what is
reported; `program` is all that is needed of it, which `kept` keeps for the next process; `kernel` runs it on integers, one
bit a person. `packing` turns tables into columns of bits, `columns` turns these into rows, `rows` and `labels` rows into tables;
`plain` works case by case where columns will not do, and `ways` says which. `table` is the way in for programs and `job` for
files. Only what touches tables imports numpy and pyarrow.
"""
