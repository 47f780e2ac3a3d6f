"""Reads queries as an engine of a dialect does: `{dialect, query, knows_functions}` to what is wrong, if anything."""

import sqlglot
from sqlglot import exp
from wire import serve


def answer(request):
    statements = sqlglot.parse(request["query"], read=request["dialect"], error_level=sqlglot.ErrorLevel.RAISE)
    if len(statements) != 1:
        return f"{len(statements)} statements"
    # What it has no grammar for it takes for a command, whatever it says.
    if not isinstance(statements[0], exp.Select):
        return f"{type(statements[0]).__name__}, not a query"
    if not request["knows_functions"]:
        return None
    unknown = {each.name.upper() for each in statements[0].find_all(exp.Anonymous)}
    return f"unknown functions {sorted(unknown)}" if unknown else None


serve(answer)
