"""The archive's schema: one migration a version, and what makes a file recognisably ours."""

import sqlite3
from collections.abc import Callable

import sqlite_utils
from sqlite_utils import Migrations

from ztviewer.core.signature import APPLICATION_ID
from ztviewer.storage.versions import SCRIPTS

VERSION = 3
"""The schema that this program writes (`user_version`): how many migrations there are."""

MIGRATIONS = Migrations("ztviewer")


@MIGRATIONS()
def v1_initial(database: sqlite_utils.Database) -> None:
    """The schema of the first version."""
    _run(database, SCRIPTS[0])


@MIGRATIONS()
def v2_reprints(database: sqlite_utils.Database) -> None:
    """Sketches and reprint families."""
    _run(database, SCRIPTS[1])


@MIGRATIONS()
def v3_smaller_indexes(database: sqlite_utils.Database) -> None:
    """Indexes without the articles that they have nothing to say of, and of originals by the start of the digest."""
    _run(database, SCRIPTS[2])


def _run(database: sqlite_utils.Database, script: str) -> None:
    for statement in statements(script):
        database.execute(statement)


def migrate(connection: sqlite3.Connection, clock: Callable[[], str]) -> None:
    """Apply the migrations that are still to come, within the transaction that is open."""
    database = sqlite_utils.Database(connection, execute_plugins=False, recursive_triggers=False, strict=True)
    pending = [migration.name for migration in MIGRATIONS.pending(database)]
    MIGRATIONS.apply(database)
    for name in pending:  # sqlite-utils writes its own time; an archive keeps one clock
        connection.execute("UPDATE _sqlite_migrations SET applied_at = ? WHERE name = ?", (clock(), name))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def statements(script: str) -> list[str]:
    """The statements of a script, each without its semicolon."""
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement.strip().removesuffix(";"))
            statement = ""
    return found


def expected(version: int) -> dict[str, str]:
    """The SQL of each table and trigger that an archive of a version holds, by name, white space normalised."""
    made = (normalised(sql) for script in SCRIPTS[: max(version, 1)] for sql in statements(script))
    return {sql.split()[2]: sql for sql in made if sql.startswith(("CREATE TABLE", "CREATE TRIGGER"))}


def missing_tables(version: int) -> list[str]:
    """Statements that make, empty and for one connection only, the tables that an archive of a version lacks."""
    later = (sql for script in SCRIPTS[version:] for sql in statements(script))
    return [sql.replace("CREATE", "CREATE TEMP", 1) for sql in later if sql.startswith("CREATE TABLE")]


def normalised(sql: str) -> str:
    """SQL line by line with every run of white space as one space, empty lines left out."""
    return "\n".join(" ".join(line.split()) for line in sql.splitlines() if line.strip())
