"""A plugin of dbt-duckdb: notes for each statement how many rows it read of which table.

Appends to the file of BITCOIN_PIPELINE_SCANS one JSON object a statement: {"node": "model.bitcoin_pipeline.lines",
"ms": 12.5, "scans": [["lake.raw.mempool_block", 4096]]}, a table once for each time it was read; at the end of the
process {"peak_kib": 250000}, its peak of memory. A statement that belongs to no model or test has the node null.
"""

import atexit
import json
import os
import re
import resource
import threading

from dbt.adapters.duckdb.environments import local
from dbt.adapters.duckdb.plugins import BasePlugin

METRICS = {"OPERATOR_TYPE": "true", "OPERATOR_ROWS_SCANNED": "true", "EXTRA_INFO": "true", "LATENCY": "true"}
NODE = re.compile(r'"node_id": "([^"]+)"')
writing = threading.Lock()


def note(value):
    with writing, open(os.environ["BITCOIN_PIPELINE_SCANS"], "a", encoding="utf-8") as scans:
        scans.write(json.dumps(value) + "\n")


def scans_of(operator):
    table = operator.get("extra_info", {}).get("Table")
    own = [] if table is None else [[table, operator.get("operator_rows_scanned", 0)]]
    return own + [scan for child in operator.get("children", []) for scan in scans_of(child)]


class CountingCursor(local.DuckDBCursorWrapper):
    """What a statement read is known for sure when the next one begins: its rows are fetched by then."""

    node = None
    is_running = False

    def execute(self, sql, bindings=None):
        self.note_last()
        found = NODE.search(sql)
        self.node = found.group(1) if found else None
        self.is_running = True
        return super().execute(sql, bindings)

    def close(self):
        self.note_last()
        return self._cursor.close()

    def note_last(self):
        if not self.is_running:
            return
        self.is_running = False
        text = self._cursor.get_profiling_information(format="json")
        profile = json.loads(text) if text else {}
        note({"node": self.node, "ms": round(profile.get("latency", 0) * 1000, 1), "scans": scans_of(profile)})


class Plugin(BasePlugin):
    def initialize(self, plugin_config):
        local.DuckDBCursorWrapper = CountingCursor
        atexit.register(lambda: note({"peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))

    def configure_cursor(self, cursor):
        cursor.execute(f"USE {self.creds.database}")
        cursor.execute("SET enable_profiling = 'no_output'")
        cursor.execute(f"SET custom_profiling_settings = '{json.dumps(METRICS)}'")
