"""Compares tables of the emulator with those of a DuckDB file, row by row, columns by name.

Arguments: the emulator's port, the DuckDB file, the tables ("gold.conversion_rates") and functions that give one
("gold.next_block_at(cast('2026-11-21 05:00:00' as timestamp))"), read from a JSON list.
Prints a JSON object: for each table its rows on either side, and up to three rows that only one side has.
"""

import json
import sys
from collections import Counter
from decimal import Decimal

import duckdb
import snowflake.connector

# when a run made the row
BY_RUN = {"built_at", "counted_at"}


def plain(value):
    """One value for what both engines mean: 1, 1.0 and 1.00000000 are the same number."""
    if isinstance(value, (Decimal, float, int)) and not isinstance(value, bool):
        return format(Decimal(str(value)).normalize(), "f")
    return value if value is None or isinstance(value, bool) else str(value)


def rows_of(cursor, table):
    cursor.execute(f"select * from {table} limit 0")
    names = [column[0].lower() for column in cursor.description]
    # as text: the emulator sends a null timestamp as the beginning of 1970
    cursor.execute(f"select {', '.join(f'{name}::varchar' if name.endswith('_at') else name for name in names)} from {table}")
    order = sorted((name, place) for place, name in enumerate(names) if name not in BY_RUN)
    found = [tuple(plain(row[place]) for _, place in order) for row in cursor.fetchall()]
    return [name for name, _ in order], Counter(found)


def shown(columns, rows):
    return [dict(zip(columns, row)) for row in list(rows.elements())[:3]]


def compared(ours, theirs, table):
    columns, here = rows_of(ours, table)
    columns_there, there = rows_of(theirs, f"table({table})" if table.endswith(")") else table)
    return {
        "columns": columns == columns_there,
        "duckdb": here.total(),
        "snowflake": there.total(),
        "onlyDuckdb": shown(columns, here - there),
        "onlySnowflake": shown(columns_there, there - here),
    }


def main(port, file, tables):
    ours = duckdb.connect(file, read_only=True).cursor()
    theirs = snowflake.connector.connect(
        account="fakesnow", user="fake", password="snow", host="127.0.0.1", port=int(port), protocol="http",
        database="DB1", login_timeout=30, network_timeout=30,
    ).cursor()  # fmt: skip
    print(json.dumps({table: compared(ours, theirs, table) for table in json.loads(tables)}))


main(*sys.argv[1:])
