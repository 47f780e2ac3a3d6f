"""Decides every shopper of a log on Spark.

    spark-submit segments.py --query segments.json --events EVENTS --out DECISIONS

EVENTS is a log of events, as NDJSON (plain, gzip, zstd) or, with `--format parquet`, as Parquet with the same nested fields:
a file, a folder or a pattern, wherever Spark reads from. `segments.json` is what `aisle sql --dialect spark --json` wrote: the
query, and which fields of events it reads. DECISIONS becomes a folder of Parquet with a row for each shopper.
"""

import argparse
import json

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

TYPES = {"text": "STRING", "number": "DOUBLE", "boolean": "BOOLEAN"}
ENVELOPE = {"id": "STRING", "name": "STRING", "time": "BIGINT", "shopper_id": "STRING", "session_id": "STRING"}


def place_of(path):
    """Where a field lies in an event: `total` in `props`, `product.price` in a line of `products`."""
    keys = path.split(".")
    if keys[0] == "context":
        return keys
    return ["products", *keys[1:]] if keys[0] == "product" else ["props", *keys]


def schema_of(reads):
    """The schema of events, as far as the query reads them."""
    # A Parquet file is asked for no struct without fields, so each has one that is never there.
    tree = {"props": {"_": "STRING"}, "context": {"_": "STRING"}, "products": {"_": "STRING"}}
    for path, column in reads.items():
        *folders, field = place_of(path)
        node = tree
        for folder in folders:
            node = node.setdefault(folder, {})
        node[field] = TYPES[column["type"]]
    return ", ".join(f"{name} {type_}" for name, type_ in [*ENVELOPE.items(), *((k, told(k, v)) for k, v in tree.items())])


def told(name, node):
    if isinstance(node, str):
        return node
    struct = "STRUCT<" + ", ".join(f"`{key}`: {told(key, value)}" for key, value in node.items()) + ">"
    return f"ARRAY<{struct}>" if name == "products" else struct


def columns_of(reads, table, first=""):
    """The columns of a table, each taken out of the event or line that has it."""
    for path, column in reads.items():
        if column["table"] == table:
            place = place_of(path)[1:] if table == "lines" else place_of(path)
            yield F.col(first + ".".join(f"`{key}`" for key in place)).alias(column["name"])


def decide(spark, query, events):
    """The answers of a query about the shoppers of a log."""
    reads = query["reads"]
    events.select(*ENVELOPE, *columns_of(reads, "events")).createOrReplaceTempView("events")
    lines = events.select(F.col("id").alias("event_id"), F.posexplode("products").alias("line", "product"))
    lines.select("event_id", "line", *columns_of(reads, "lines", "product.")).createOrReplaceTempView("lines")
    return spark.sql(query["sql"])


def main():
    parser = argparse.ArgumentParser(description="Decides every shopper of a log.")
    parser.add_argument("--query", required=True)
    parser.add_argument("--events", required=True)
    parser.add_argument("--format", choices=["json", "parquet"], default="json")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()

    with open(options.query, encoding="utf-8") as file:
        query = json.load(file)
    spark = SparkSession.builder.appName("aisle segments").getOrCreate()
    events = spark.read.schema(schema_of(query["reads"])).format(options.format).load(options.events)
    decide(spark, query, events).write.mode("overwrite").parquet(options.out)
    spark.stop()


if __name__ == "__main__":
    main()
