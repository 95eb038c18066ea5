"""A dbt process that lives on: builds asked for on stdin, answers on stdout, one JSON object a line.

Request:  {"id": 1, "command": "build" | "run" | "test", "select": ["gold"], "exclude": [], "full_refresh": false}
          only id and command are needed. build makes the tables and tests them, run makes them, test tests them.
Answer:   {"id": 1, "ok": true, "elapsed_ms": 812, "counts": {"success": 27, "pass": 86}, "failed": [], "message": null}
          failed: [{"name", "status", "message"}], the message of a test with the first rows that it found; message: what
          stopped the whole command.
First line, once the project is read: {"ready": true}, or {"ready": false, "message": "..."} and the end.

Environment: BITCOIN_PIPELINE_DBT_PROJECT (the dbt project's folder), BITCOIN_PIPELINE_DBT_TARGET (folder for dbt's own
files) and BITCOIN_PIPELINE_WAREHOUSE (DuckDB file, read by profiles.yml). Ends when stdin closes.

Reading the project takes some seconds, so what was read is kept beside it, in target/, for the next worker, whatever
its warehouse; dbt itself finds out which files have changed since.
"""

import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time

# A terminal tells Ctrl-C to whoever started this as well, who lets what runs come to its end.
signal.signal(signal.SIGINT, signal.SIG_IGN)

# Whatever dbt prints goes to stderr: stdout carries the protocol and nothing else.
answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)

import duckdb  # noqa: E402
from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: E402
from dbt.cli.main import dbtRunner  # noqa: E402
from less_work import ask_for_database_only, make_type_testers_once, tell_nobody_nothing  # noqa: E402

GOOD = {"success", "pass", "warn", "no-op"}
MOST_ROWS_SHOWN = 3


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
        "--log-level", "none",
        "--log-level-file", "none",
        "--no-version-check",
        "--no-use-colors",
        "--no-write-json",
    ]  # fmt: skip


def kept_reading():
    return os.path.join(os.environ["BITCOIN_PIPELINE_DBT_PROJECT"], "target", "partial_parse.msgpack")


def own_reading():
    return os.path.join(os.environ["BITCOIN_PIPELINE_DBT_TARGET"], "partial_parse.msgpack")


def take_reading():
    if not os.path.exists(own_reading()) and os.path.exists(kept_reading()):
        os.makedirs(os.path.dirname(own_reading()), exist_ok=True)
        shutil.copyfile(kept_reading(), own_reading())


def keep_reading():
    """Whole or not at all: others may be reading it. Where the project's folder can't be written, nothing is kept."""
    folder = os.path.dirname(kept_reading())
    try:
        os.makedirs(folder, exist_ok=True)
        handle, copy = tempfile.mkstemp(dir=folder)
        os.close(handle)
        shutil.copyfile(own_reading(), copy)
        os.replace(copy, kept_reading())
    except OSError:
        pass


def set_project_aside():
    """What was read of the project stays: to look through it for garbage would take a tenth of each build."""
    gc.collect()
    gc.freeze()


def end_with_parent():
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def message_of(exception):
    return " ".join(str(exception).split()) if exception else None


def rows_found(sql):
    """The first rows that a test found: which they are says more than how many."""
    with duckdb.connect(os.environ["BITCOIN_PIPELINE_WAREHOUSE"], read_only=True) as connection:
        found = connection.execute(sql)
        names = [column[0] for column in found.description]
        rows = found.fetchmany(MOST_ROWS_SHOWN)
    return "; ".join(", ".join(f"{name}: {value}" for name, value in zip(names, row)) for row in rows)


def failure_of(result):
    message = result.message
    if str(result.status) == "fail":
        try:
            message = f"{message}: {rows_found(result.node.compiled_code)}"
        except duckdb.Error:  # another process took the file in between: which rows stays untold
            pass
    return {"name": result.node.name, "status": str(result.status), "message": message}


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
            failed.append(failure_of(result))
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
    end_with_parent()
    ask_for_database_only()
    tell_nobody_nothing()
    make_type_testers_once()
    take_reading()
    parsed = dbtRunner().invoke(["parse", *common_flags()])
    DuckDBConnectionManager.close_all_connections()
    if not parsed.success:
        answer({"ready": False, "message": message_of(parsed.exception) or "the dbt project does not parse"})
        return 1
    keep_reading()
    set_project_aside()
    answer({"ready": True})
    runner = dbtRunner(manifest=parsed.result)
    for text in sys.stdin:
        if text.strip():
            answer(served(runner, text))
    return 0


sys.exit(main())
