"""What dbt does in each command and nothing here needs, left out of dbt in this process."""

from functools import cache

from dbt.artifacts.resources import FileHash
from dbt.parser.manifest import ManifestLoader
from dbt_common.clients import agate_helper
from dbt_common.events.event_manager import EventManager


def ask_for_database_only():
    """dbt reads all anew where the path of the warehouse is another; in what it reads stands the database's name only."""
    state_check = ManifestLoader.build_manifest_state_check

    def build_manifest_state_check(loader):
        found = state_check(loader)
        found.profile_hash = FileHash.from_contents(loader.root_project.credentials.database)
        found.profile_env_vars_hash = found.profile_hash
        return found

    ManifestLoader.build_manifest_state_check = build_manifest_state_check


def tell_nobody_nothing():
    """dbt makes the message of each event before it asks who is told: here no log is kept. Warnings may be errors."""
    fire = EventManager.fire_event

    def fire_event(manager, e, level=None, node=None, force_warn_or_error_handling=False):
        judges = force_warn_or_error_handling or manager.require_warn_or_error_handling
        if judges or manager.loggers or manager.callbacks:
            fire(manager, e, level, node, force_warn_or_error_handling)

    EventManager.fire_event = fire_event


def make_type_testers_once():
    """dbt makes seven parsers for the columns of each answer, which are the same for the same columns of text."""
    made = cache(agate_helper.build_type_tester)

    def build_type_tester(text_columns, string_null_values=("null", "")):
        return made(tuple(text_columns), string_null_values)

    agate_helper.build_type_tester = build_type_tester
