"""fakesnow's server on 127.0.0.1, with what dbt and our project ask of Snowflake and it lacks.

Argument: the port. Says "ready" on stdout; ends when stdin closes. GET /functions: the statements that made functions.
"""

import functools
import re
import sys

import sqlglot
from fakesnow import server
from fakesnow.cursor import FakeSnowflakeCursor as Cursor
from sqlglot import exp
from sqlglot.expressions.core import Expression
from starlette.responses import JSONResponse
from starlette.routing import Route

# not before `server`, whose name its module takes
import sql_api  # isort: skip

LEADING = r"(?:\s|--[^\n]*\n|/\*.*?\*/)*"
TRANSACTION = re.compile(LEADING + r"(begin|commit|rollback)\b", re.I | re.S)
# DuckDB has temporary tables in one schema only
TEMPORARY = re.compile(
    r"(create\s+(?:or\s+replace\s+)?)(?:temporary|temp)\s+((?:table|view)\s+(?:if\s+not\s+exists\s+)?\"?\w+\"?\.)", re.I
)
# a function of SQL that gives a table, and where one is asked
FUNCTION = re.compile(
    LEADING + r"create\s+or\s+replace\s+function\s+([\w.]+)\((\w+)\s+\w+\)\s+returns\s+table\s*\(.*\)\s*as\s*\$\$(.*)\$\$",
    re.I | re.S,
)
CALL = re.compile(r"\btable\(([\w.]+)\((.*?)\)\)(?!\))", re.I | re.S)

PIPE = re.compile(LEADING + r"create\s+pipe\s+(\S+)", re.I | re.S)

functions = {}
statements = {}


def inlined(call):
    """The body of the function with its argument in it, as the engine itself does it."""
    name, argument = call.groups()
    parameter, body = functions[name.lower()]
    return "(" + re.sub(rf"(?<=cast\(){parameter}\b", argument, body) + ")"


def understood(sql):
    """The statement as fakesnow can run it."""
    if TRANSACTION.match(sql):
        return "SELECT 'ok' AS status"
    if made := PIPE.match(sql):
        sql_api.pipes[made[1]] = False
        return "SELECT 'ok' AS status"
    if made := FUNCTION.match(sql):
        name, parameter, body = made.groups()
        functions[name.lower()] = (parameter, body)
        statements[name.lower()] = sql
        return "SELECT 'ok' AS status"
    sql = CALL.sub(lambda call: inlined(call) if call[1].lower() in functions else call[0], sql)
    return TEMPORARY.sub(r"\1\2", sql)


def array_contains(node):
    if not isinstance(node, exp.ArrayContains):
        return node
    array, wanted = node.this.sql("snowflake"), node.expression.this.sql("snowflake")
    return sqlglot.parse_one(f"list_contains(from_json({array}, '[\"VARCHAR\"]'), {wanted})", read="duckdb")


def as_array(node):
    if not (isinstance(node, exp.Anonymous) and node.name.lower() == "as_array"):
        return node
    value = node.expressions[0].sql("snowflake")
    return sqlglot.parse_one(f"case when json_type({value}) = 'ARRAY' then {value} end", read="snowflake")


def array_construct(node):
    return exp.Anonymous(this="json_array", expressions=node.expressions) if isinstance(node, exp.Array) else node


def octet_length(node):
    return exp.Anonymous(this="strlen", expressions=[node.this]) if isinstance(node, exp.ByteLength) else node


def typeof(node):
    if not isinstance(node, exp.Typeof):
        return node
    kind = f"json_type({node.this.sql('snowflake')})"
    named = {"BIGINT": "INTEGER", "UBIGINT": "INTEGER", "HUGEINT": "INTEGER", "DOUBLE": "DECIMAL", "NULL": "NULL_VALUE"}
    cases = " ".join(f"when '{there}' then '{here}'" for there, here in named.items())
    return sqlglot.parse_one(f"case {kind} {cases} else {kind} end", read="snowflake")


def in_duckdb(expression):
    """What sqlglot writes for DuckDB as if a VARIANT were a value of its own, where it is JSON there."""
    for rewritten in (array_construct, array_contains, as_array, octet_length, typeof):
        expression = expression.transform(rewritten)
    return expression


async def told(_):
    return JSONResponse(list(statements.values()))


def main(port):
    # fakesnow takes a statement through seventy passes; each would copy it whole, three quarters of all the time
    Expression.transform = functools.partialmethod(Expression.transform, copy=False)
    execute, transform = Cursor.execute, Cursor._transform
    Cursor.execute = lambda self, command, *rest, **named: execute(self, understood(command), *rest, **named)
    Cursor._transform = lambda self, expression, params: transform(self, in_duckdb(expression), params)
    sql_api.engine.app.router.routes.extend([*sql_api.routes, Route("/functions", told, methods=["GET"])])
    with server(port=port, host="127.0.0.1"):
        print("ready", flush=True)
        sys.stdin.read()


main(int(sys.argv[1]))
