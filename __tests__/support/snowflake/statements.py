"""Runs SQL on the emulator by Snowflake's own driver.

Argument: the emulator's port. Reads a JSON list of statements; prints the rows of each as a JSON list, values as text.
"""

import json
import sys

import snowflake.connector


def main(port):
    cursor = snowflake.connector.connect(
        account="fakesnow", user="fake", password="snow", host="127.0.0.1", port=int(port), protocol="http",
        database="DB1", schema="PUBLIC", login_timeout=30, network_timeout=30,
    ).cursor()  # fmt: skip
    answers = []
    for statement in json.load(sys.stdin):
        rows = cursor.execute(statement).fetchall()
        answers.append([[None if value is None else str(value) for value in row] for row in rows])
    print(json.dumps(answers))


main(*sys.argv[1:])
