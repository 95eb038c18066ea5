"""Parses Snowflake statements by sqlfluff's dialect.

Reads a JSON list of texts; prints for each the parts that its parser refused, as a JSON list of lists.
"""

import json
import sys

from sqlfluff.core import Linter


def refused(linter, text):
    tree = linter.parse_string(text).tree
    return [part.raw for part in tree.recursive_crawl("unparsable")] if tree else [text]


linter = Linter(dialect="snowflake")
print(json.dumps([refused(linter, text) for text in json.load(sys.stdin)]))
