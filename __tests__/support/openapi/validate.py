"""Checks answers against an OpenAPI 3.1 document by another program's JSON Schema.

Reads {"document": …, "answers": [{"path": …, "status": …, "body": …}]}; prints a JSON list of what is wrong.
"""

import json
import sys

from jsonschema import Draft202012Validator

given = json.load(sys.stdin)
document = given["document"]
wrong = []
for name, schema in document["components"]["schemas"].items():
    Draft202012Validator.check_schema(schema)
for answer in given["answers"]:
    responses = document["paths"][answer["path"]]["get"]["responses"]
    if str(answer["status"]) not in responses:
        wrong.append(f"{answer['path']}: no response {answer['status']}")
        continue
    schema = responses[str(answer["status"])]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": document["components"]})
    wrong += [f"{answer['path']} {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(answer["body"])]
print(json.dumps(wrong))
