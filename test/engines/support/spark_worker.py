"""Runs queries on a Spark of several executors, each a process of its own: `{tables, queries, as_it_comes}` to the rows of each."""

import os
import shutil
import tempfile
import threading
from itertools import count

import pyspark
from wire import serve, write_parquet

MASTER = "local-cluster[2,1,1024]"
# While one is planned another runs.
AT_ONCE = 2

folder = tempfile.mkdtemp(prefix="aisle-spark-")
# Executors are started from where the package is; what they write belongs elsewhere.
os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
os.environ["SPARK_WORKER_DIR"] = os.path.join(folder, "work")
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"

# Most of the time of a small query goes into making Java of it, and into tables that are nothing. Numbers as Spark 3 has them:
# what it comes with is stricter.
QUICK = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.ansi.enabled": "false",
}


def start():
    from pyspark.sql import SparkSession

    settings = {
        "spark.master": MASTER,
        "spark.sql.session.timeZone": "UTC",
        "spark.driver.memory": "2g",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": os.path.join(folder, "local"),
        "spark.sql.warehouse.dir": os.path.join(folder, "warehouse"),
        "spark.driver.extraJavaOptions": "-XX:+UseSerialGC",
        "spark.executor.extraJavaOptions": "-XX:+UseSerialGC",
    }
    builder = SparkSession.builder.appName("aisle")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


spark = start()
numbers = count()
of_thread = threading.local()


def session_of(request):
    """A thread's own session, so that its tables are; how Spark runs it is as it comes, or quick."""
    kind = "as_it_comes" if request.get("as_it_comes") else "quick"
    session = getattr(of_thread, kind, None)
    if session is None:
        session = spark.newSession()
        for name, value in QUICK.items() if kind == "quick" else ():
            session.conf.set(name, value)
        setattr(of_thread, kind, session)
    return session


def answer(request):
    session = session_of(request)
    if request.get("ask") == "about":
        executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
        return {"version": spark.version, "executors": executors, "ansi": session.conf.get("spark.sql.ansi.enabled")}
    for table in request["tables"]:
        path = os.path.join(folder, f"{next(numbers)}.parquet")
        write_parquet(table, path)
        session.read.parquet(path).createOrReplaceTempView(table["name"])
    return [[row.asDict() for row in session.sql(query).collect()] for query in request["queries"]]


try:
    serve(answer, AT_ONCE)
finally:
    spark.stop()
    shutil.rmtree(folder, ignore_errors=True)
