"""Cases past one machine: the same kernel on every worker of a Spark cluster, through `mapInArrow`.

    python examples/spark_population.py cases.parquet verdicts [master]

Each task opens the knowledge base and works its batches out as `kb.population` does. The table is wide: a row for
each person. Without an argument a small table is made and worked out on this computer. Needs pyspark and Java.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import myologic

SCHEMA = (
    "id string, status string, safety string, muscle string, side string, part string, context string, "
    "verdict string, length string, activity string, certainty string"
)


def verdicts(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What follows for the people of some batches: plain texts, as Spark wants them."""
    kb = myologic.load()
    for batch in batches:
        found = kb.population(batch)
        texts = pa.schema([(name, pa.string()) for name in found.schema.names])
        yield from found.cast(texts).to_batches()


def work_out(session: Any, source: str) -> Any:
    """A Spark data frame of verdicts from a Parquet file of cases."""
    return session.read.parquet(source).mapInArrow(verdicts, SCHEMA)


def main(arguments: list[str]) -> int:
    """Read, work out, write; or show a small table."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers on this computer have what this program has
    master = arguments[2] if len(arguments) > 2 else "local[1]"
    session = SparkSession.builder.master(master).config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        if len(arguments) >= 2:
            work_out(session, arguments[0]).write.mode("errorifexists").parquet(arguments[1])
            return 0
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "cases.parquet")
            pq.write_table(pa.table({"id": ["a", "b"], "knees_in": ["left", None], "rf_chest": [None, "present"]}), path)
            for row in work_out(session, path).orderBy("id", "muscle").collect():
                print(row.id, row.status, row.muscle, row.side, row.verdict, row.certainty)
        return 0
    finally:
        session.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
