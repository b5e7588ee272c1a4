"""Tables of many cases: the ground program as Boolean columns, sixty-four thousand people at a time, and as SQL.

`network` holds Boolean nodes, `circuit` makes them from the clauses, `levels` those of certainty, `layout` says what is
reported, `kernel` runs it on integers, one bit a person. `cells` and `reading` turn tables into columns of bits, `rows`
turns columns of bits into tables, `table` is the way in for programs and `job` for files. Only what touches tables imports numpy and pyarrow.
"""
