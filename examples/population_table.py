"""Many cases from a data frame: pandas in, polars out, and who needs care first.

    python examples/population_table.py

Needs the extra `table`, pandas and polars.
"""

from __future__ import annotations

import pandas as pd
import polars as pl

import myologic

CASES = pd.DataFrame(
    {
        "id": ["anna", "ben", "cleo", "dan"],
        "knees_in": ["left", "both", None, "lefft"],
        "low_shoulder": [None, "right", None, None],
        "prolonged_sitting": ["present", None, "present", None],
        "rf_chest": [None, None, "present", None],
        "age": [34, 51, 67, 28],
    }
)


def main() -> None:
    """Print who needs care, what could not be read, and which muscles are weak most often."""
    found = myologic.load().population_tables(CASES)
    for person in found.people.to_pylist():
        print(person["id"], person["status"], person["safety"])
    for row in found.rejected.to_pylist():
        print(f"row {row['row']} ({row['id']}): {row['reason']}")
    verdicts = pl.DataFrame(found.verdicts)
    weak = verdicts.filter(pl.col("verdict") == "weak").group_by("muscle").len("sides")
    for muscle, sides in weak.sort("sides", "muscle", descending=[True, False]).head(3).iter_rows():
        print(f"{muscle}: weak on {sides} sides")


if __name__ == "__main__":
    main()
