"""Snowflake's SQL API in front of the emulator's engine, as its reference describes it: POST and GET of
/api/v2/statements, key-pair tokens checked, every value as text, rows in parts of `ROWS_A_PART`.

It names a warehouse only where a statement is not answered from metadata, and counts those: GET /resumes.

Pipes, which the engine lacks, are names that are paused or not: none loads anything.
"""

import base64
import datetime
import hashlib
import json
import os
import re
import uuid

import fakesnow.server as engine
import jwt
import snowflake.connector.errors
from cryptography.hazmat.primitives import serialization
from fakesnow.rowtype import describe_as_rowtype
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.routing import Route

ROWS_A_PART = 500
EPOCH = datetime.datetime(1970, 1, 1)
finished = {}
resumes = []
# whether each is paused, by `"DATABASE"."SCHEMA"."PIPE"`
pipes = {}
PAUSE = re.compile(r"alter pipe (\S+) set pipe_execution_paused = (true|false)", re.I)
STATUS = re.compile(r"select system\$pipe_status\('(\S+)'\) as \"(\w+)\"", re.I)
SHOW = re.compile(r"show pipes in schema (\S+)", re.I)


def refused(status, code, message):
    return JSONResponse({"code": code, "message": message}, status_code=status)


def is_known(request):
    """Whether the token is signed by the key whose public half the environment names, and says so of itself."""
    with open(os.environ["SNOWFLAKE_PUBLIC_KEY_FILE"], "rb") as file:
        key = serialization.load_pem_public_key(file.read())
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    fingerprint = base64.b64encode(hashlib.sha256(der).digest()).decode()
    try:
        token = request.headers["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, key, algorithms=["RS256"], options={"require": ["iss", "sub", "iat", "exp"]})
    except (jwt.InvalidTokenError, KeyError):
        return False
    return (
        claims["iss"] == f"{claims['sub']}.SHA256:{fingerprint}"
        and claims["exp"] - claims["iat"] <= 3600
        and request.headers.get("x-snowflake-authorization-token-type") == "KEYPAIR_JWT"
    )


def text(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        naive = value.astimezone(datetime.timezone.utc).replace(tzinfo=None) if value.tzinfo else value
        micros = (naive - EPOCH) // datetime.timedelta(microseconds=1)
        seconds = f"{'-' if micros < 0 else ''}{abs(micros) // 10**6}.{abs(micros) % 10**6:06d}000"
        return f"{seconds} 1440" if value.tzinfo else seconds
    if isinstance(value, datetime.date):
        return str((value - EPOCH.date()).days)
    return str(value)


def bound(binding):
    kind, value = binding["type"], binding["value"]
    if value is None:
        return None
    return {"FIXED": int, "REAL": float, "BOOLEAN": lambda b: b == "true"}.get(kind, str)(value)


def text_column(name):
    return {"name": name, "type": "text", "scale": None}


def unknown_pipe(name):
    message = f"Pipe {name} does not exist or not authorized."
    return snowflake.connector.errors.ProgrammingError(msg=message, errno=2003)


def of_pipes(statement):
    """What a statement about pipes answers; None: it is about none."""
    if asked := SHOW.fullmatch(statement):
        names = [name.rsplit(".", 1)[1].strip('"') for name in pipes if name.startswith(asked[1] + ".")]
        return [text_column("name")], [[name] for name in names]
    asked, status = PAUSE.fullmatch(statement), STATUS.fullmatch(statement)
    name = (asked or status or [None, None])[1]
    if name is None:
        return None
    if name not in pipes:
        raise unknown_pipe(name)
    if asked:
        pipes[name] = asked[2].lower() == "true"
        return [text_column("status")], [["Statement executed successfully."]]
    state = "PAUSED" if pipes[name] else "RUNNING"
    return [text_column(status[2])], [[json.dumps({"executionState": state})]]


def run(body):
    answered = of_pipes(body["statement"])
    if answered is not None:
        return answered
    connection = engine.shared_fs.connect(body["database"], "PUBLIC")
    cursor = connection.cursor()
    bindings = body.get("bindings") or {}
    parameters = tuple(bound(bindings[str(place)]) for place in range(1, len(bindings) + 1))
    cursor.execute(body["statement"], binding_params=parameters or None, server=True)
    columns = describe_as_rowtype(cursor._describe_last_sql())
    rows = [[text(value) for value in row] for row in cursor.fetchall()]
    if body["statement"].lstrip().lower().startswith("show tables"):
        with_comments(connection, [column["name"] for column in columns], rows)
    return columns, rows


def with_comments(connection, names, rows):
    """The engine keeps what a table's comment says, and leaves it out of SHOW TABLES."""
    cursor = connection.cursor()
    cursor.execute("select table_schema, table_name, comment from information_schema.tables")
    comments = {(schema, name): comment for schema, name, comment in cursor.fetchall()}
    for row in rows:
        table = row[names.index("schema_name")], row[names.index("name")]
        row[names.index("comment")] = comments.get(table) or ""


async def submit(request):
    if not is_known(request):
        return refused(401, "390144", "JWT token is invalid.")
    body = await request.json()
    if ";" in body["statement"]:
        return refused(422, "000008", "Actual statement count 2 did not match the desired statement count 1.")
    if not body["statement"].lstrip().lower().startswith("show"):
        resumes.append(body["warehouse"])
    try:
        columns, rows = await run_in_threadpool(run, body)
    except snowflake.connector.errors.ProgrammingError as error:
        return refused(422, f"{error.errno:06d}", error.msg)
    handle = str(uuid.uuid4())
    parts = [rows[at : at + ROWS_A_PART] for at in range(0, len(rows), ROWS_A_PART)] or [[]]
    finished[handle] = parts
    info = [{"rowCount": len(part), "uncompressedSize": len(str(part))} for part in parts]
    meta = {"numRows": len(rows), "format": "jsonv2", "rowType": columns, "partitionInfo": info}
    return JSONResponse(
        {
            "resultSetMetaData": meta,
            "data": parts[0],
            "code": "090001",
            "sqlState": "00000",
            "statementHandle": handle,
            "message": "Statement executed successfully.",
        }
    )


async def part(request):
    if not is_known(request):
        return refused(401, "390144", "JWT token is invalid.")
    parts = finished[request.path_params["handle"]]
    return JSONResponse({"data": parts[int(request.query_params["partition"])]})


async def resumed(_):
    return JSONResponse(resumes)


routes = [
    Route("/api/v2/statements", submit, methods=["POST"]),
    Route("/api/v2/statements/{handle}", part, methods=["GET"]),
    Route("/resumes", resumed, methods=["GET"]),
]
