"""How a worker is spoken to: a request on each line of standard input, its answer on a line of standard output.

A request has an `id`; its answer has the same, and `result` or `error`. Numbers that JSON has no words for are NaN, Infinity
and -Infinity in a request, as Python reads them, and texts of that spelling in an answer.
"""

import json
import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock


def serve(answer, at_once=1):
    """Answers each request with what `answer` makes of it, `at_once` of them at a time, until there are no more."""
    # What else is printed in this process, by whatever library, must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    lock = Lock()

    def reply_to(line):
        request = json.loads(line)
        try:
            reply = {"id": request["id"], "result": plain(answer(request))}
        except Exception as error:  # The worker outlives a query that fails.
            reply = {"id": request["id"], "error": f"{type(error).__name__}: {error}"[:20_000]}
        with lock:
            answers.write(json.dumps(reply) + "\n")
            answers.flush()

    with ThreadPoolExecutor(at_once) as pool:
        for line in sys.stdin.buffer:
            pool.submit(reply_to, line)


def plain(value):
    """A value without numbers that JSON has no words for."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value


def write_parquet(table, path):
    """A table of a request as a file that the engines read: no number is written as text on the way."""
    import pyarrow
    from pyarrow import parquet

    types = {
        "text": pyarrow.string(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "integer": pyarrow.int64(),
    }
    columns = table["columns"]
    cells = list(zip(*table["rows"])) or [()] * len(columns)
    arrays = [pyarrow.array(values, types[of]) for values, (_, of) in zip(cells, columns)]
    parquet.write_table(pyarrow.Table.from_arrays(arrays, names=[name for name, _ in columns]), path)
