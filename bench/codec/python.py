"""The loop that was there first, standard library only: json.loads, an envelope, json.dumps, a batch of records.

Reads messages, one a line, from the file named first; prints CPU nanoseconds a message, the median of some rounds.
"""

import json
import statistics
import sys
import time
from datetime import datetime, timezone

BATCH = 200


def loop(messages):
    batch, sent = [], 0
    for message in messages:
        batch.append(
            {
                "ts": datetime.now(timezone.utc).isoformat(),
                "source": "mempool.space",
                "payload": json.loads(message),
            }
        )
        if len(batch) >= BATCH:
            records = [{"Data": (json.dumps(each) + "\n").encode("utf-8")} for each in batch]
            sent += sum(len(record["Data"]) for record in records)
            batch = []
    return sent


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        messages = file.read().splitlines()
    took = []
    for _ in range(int(sys.argv[2])):
        began = time.process_time()
        loop(messages)
        took.append((time.process_time() - began) / len(messages) * 1e9)
    print(json.dumps({"ns": statistics.median(took), "python": sys.version.split()[0]}))


main()
