"""Stands where a Python that has dbt would: asks server.py for dbt's worker, runs all else as that Python does.

Arguments: the path of the server's socket, then what Python is told. Ends when it is over, or whoever started it is.
"""

import json
import os
import socket
import sys


def main(door, *words):
    if not words or os.path.basename(words[0]) != "worker.py":
        os.execv(sys.executable, [sys.executable, *words])
    parent = os.getppid()
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(door)
        socket.send_fds(connection, [b" "], [0, 1, 2])
        request = {"words": words, "environment": dict(os.environ), "folder": os.getcwd()}
        connection.sendall(json.dumps(request).encode() + b"\n")
        connection.settimeout(1)
        while os.getppid() == parent:
            try:
                return int(connection.recv(16) or 1)
            except TimeoutError:
                pass
    return 1


sys.exit(main(*sys.argv[1:]))
