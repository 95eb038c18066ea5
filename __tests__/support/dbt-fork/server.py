"""dbt, imported once and forked for each worker that is asked for: to import it takes longer than most builds of a test.

Argument: the path of the socket to listen at. Says "ready" on stdout; ends when stdin closes. A request comes from
client.py: a JSON object on one line, with the standard streams of who asks. The fork runs the script as if it had been
started by it, and ends with it; the answer is the exit code.
"""

import gc
import json
import os
import runpy
import select
import signal
import socket
import sys

PIECE_BYTES = 65536


def import_dbt():
    """What takes long of what dbt/worker/worker.py imports. Not DuckDB: it begins a thread, which no fork has."""
    import dbt.adapters.sql  # noqa: F401
    import dbt.cli.main  # noqa: F401

    gc.collect()
    gc.freeze()  # what is looked through for garbage would be copied into each fork


def asked(connection):
    text, streams, _, _ = socket.recv_fds(connection, PIECE_BYTES, 3)
    while not text.endswith(b"\n"):
        text += connection.recv(PIECE_BYTES)
    return json.loads(text), streams


def become(request, streams):
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv = request["words"]
    sys.path[0] = os.path.dirname(sys.argv[0])
    runpy.run_path(sys.argv[0], run_name="__main__")


def serve(connection):
    """Runs what is asked for in a process of its own, which ends when whoever asked is gone."""
    request, streams = asked(connection)
    ended, lives = os.pipe()  # it is written by nobody, and closed by the end of the fork
    fork = os.fork()
    if fork == 0:
        connection.close()
        os.close(ended)
        become(request, streams)
        return
    os.close(lives)
    for stream in streams:
        os.close(stream)
    ready, _, _ = select.select([connection, ended], [], [])
    if ended not in ready:
        os.kill(fork, signal.SIGKILL)
    _, status = os.waitpid(fork, 0)
    if ended in ready:
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def wait_for_ended(serving):
    """So that what they used counts as used by this process, as it would without it."""
    return [one for one in serving if os.waitpid(one, os.WNOHANG)[0] == 0]


def main(path):
    serving = []
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([door, sys.stdin], [], [])
            serving = wait_for_ended(serving)
            if door not in ready:
                return
            connection, _ = door.accept()
            if "dbt.cli.main" not in sys.modules:
                import_dbt()
            serves = os.fork()
            if serves == 0:
                door.close()
                serve(connection)
                return
            serving.append(serves)
            connection.close()


main(*sys.argv[1:])
