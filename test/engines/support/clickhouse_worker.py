"""Runs queries on a ClickHouse within this process: `{tables, queries}` to the rows of each."""

import os
import tempfile

from chdb import session
from wire import serve, write_parquet

TYPES = {"text": "Nullable(String)", "number": "Nullable(Float64)", "boolean": "Nullable(Bool)", "integer": "Int64"}

clickhouse = session.Session()


def answer(request):
    with tempfile.TemporaryDirectory() as folder:
        for table in request["tables"]:
            name = table["name"]
            path = os.path.join(folder, f"{name}.parquet")
            write_parquet(table, path)
            columns = ", ".join(f"{column} {TYPES[of]}" for column, of in table["columns"])
            clickhouse.query(f"DROP TABLE IF EXISTS {name}")
            clickhouse.query(f"CREATE TABLE {name} ({columns}) ENGINE = Memory")
            clickhouse.query(f"INSERT INTO {name} SELECT * FROM file('{path}', Parquet)")
        return [clickhouse.query(query, "ArrowTable").to_pylist() for query in request["queries"]]


serve(answer)
