"""A dbt process that lives on: builds asked for on stdin, answers on stdout, one JSON object a line.

Request:  {"id": 1, "command": "build" | "run" | "test", "select": ["gold"], "exclude": [], "full_refresh": false}
          only id and command are needed. build makes the tables and tests them, run makes them, test tests them.
Answer:   {"id": 1, "ok": true, "elapsed_ms": 812, "counts": {"success": 27, "pass": 86}, "failed": [], "message": null}
          failed: [{"name", "status", "message"}]; message: what stopped the whole command.
First line, once the project is read: {"ready": true}, or {"ready": false, "message": "..."} and the end.

Environment: BITCOIN_PIPELINE_DBT_PROJECT (the dbt project's folder), BITCOIN_PIPELINE_DBT_TARGET (folder for dbt's own
files) and BITCOIN_PIPELINE_WAREHOUSE (DuckDB file, read by profiles.yml). Ends when stdin closes.
"""

import json
import os
import sys
import time

# Whatever dbt prints goes to stderr: stdout carries the protocol and nothing else.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)

from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: E402
from dbt.cli.main import dbtRunner  # noqa: E402

GOOD = {"success", "pass", "warn", "no-op"}


def answer(value):
    answers.write(json.dumps(value) + "\n")
    answers.flush()


def common_flags():
    project = os.environ["BITCOIN_PIPELINE_DBT_PROJECT"]
    target = os.environ["BITCOIN_PIPELINE_DBT_TARGET"]
    return [
        "--project-dir", project,
        "--profiles-dir", project,
        "--target-path", target,
        "--log-path", os.path.join(target, "logs"),
        "--log-level", "warn",
        "--log-level-file", "warn",
        "--no-version-check",
        "--no-use-colors",
        "--no-write-json",
    ]  # fmt: skip


def message_of(exception):
    return " ".join(str(exception).split()) if exception else None


def as_list(value):
    return [value] if isinstance(value, str) else list(value)


def arguments(request):
    flags = common_flags()
    for option in ("select", "exclude"):
        chosen = as_list(request.get(option) or [])
        if chosen:
            flags += [f"--{option}", *chosen]
    if request.get("full_refresh"):
        flags.append("--full-refresh")
    return [request["command"], *flags]


def run(runner, request):
    started = time.monotonic()
    try:
        outcome = runner.invoke(arguments(request))
    finally:
        # dbt keeps the file's lock after a command; the loader needs it before the next one.
        DuckDBConnectionManager.close_all_connections()
    counts, failed = {}, []
    for result in getattr(outcome.result, "results", None) or []:
        status = str(result.status)
        counts[status] = counts.get(status, 0) + 1
        if status not in GOOD:
            failed.append({"name": result.node.name, "status": status, "message": result.message})
    return {
        "ok": outcome.success,
        "elapsed_ms": round((time.monotonic() - started) * 1000),
        "counts": counts,
        "failed": failed,
        "message": message_of(outcome.exception),
    }


def served(runner, text):
    try:
        request = json.loads(text)
        if request["command"] not in ("build", "run", "test"):
            raise ValueError(f"there is no command {request['command']}")
    except (ValueError, KeyError, TypeError) as error:
        return {"id": None, "ok": False, "elapsed_ms": 0, "counts": {}, "failed": [],
                "message": f"not a request: {error}"}  # fmt: skip
    return {"id": request.get("id"), **run(runner, request)}


def main():
    parsed = dbtRunner().invoke(["parse", *common_flags()])
    DuckDBConnectionManager.close_all_connections()
    if not parsed.success:
        answer({"ready": False, "message": message_of(parsed.exception) or "the dbt project does not parse"})
        return 1
    answer({"ready": True})
    runner = dbtRunner(manifest=parsed.result)
    for text in sys.stdin:
        if text.strip():
            answer(served(runner, text))
    return 0


sys.exit(main())
