"""The description of the archive format, made from the schema itself: `python -m ztviewer.storage.describe`.

It prints `docs/formats.md`. A table or a column without a comment in the schema is an error.
"""

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from ztviewer.core.article import THUMBNAIL_PIXELS
from ztviewer.core.signature import APPLICATION_ID
from ztviewer.storage.schema import VERSION, migrate

_HEAD = """# The archive format

This describes the file in which ZTViewer keeps an archive of press articles, for people who have the file and not the
program. It is made from the schema by `python -m ztviewer.storage.describe`; do not edit it by hand.

## The file

An archive is one SQLite 3 database (<https://www.sqlite.org/fileformat.html>), as a rule with the ending `.db`. SQLite is
a recommended storage format of the Library of Congress; any SQLite of version 3.37 (2021) or later reads it.

* The bytes 68 to 71 of the file, SQLite's `application_id`, are `0x{application_id:08X}` (`ZTV1`).
* SQLite's `user_version` is the version of the schema. This document describes version {version}.
* While a program writes to the archive, two files may lie beside it, with its name and `-wal` and `-shm` at the end. They
  belong to it: copy all three, or close the program first, which puts everything back into the one file.
* All text is Unicode (UTF-8). All tables are `STRICT`: a column holds what its type says.
* Times that the program sets are ISO 8601 to the second with an offset, such as `2024-05-14T09:30:00+08:00`.
* A digest is the SHA-256 of some bytes (FIPS 180-4), written as 64 lower-case hexadecimal digits.
* The comments in this document stand in the file itself as well: `SELECT sql FROM sqlite_schema`.

## What is derived

Nothing that an archive needs lies outside the file. The search index that ZTViewer builds lies in a cache folder and can
be made again from the archive at any time. Within the file, `figure` elements repeat what the table `figure` says,
`article.text` repeats the words of `article.html`, `tag.key` and `tag.path` repeat the tree, and `image.thumbnail` is a
picture of at most {thumbnail} pixels a side, made from `image.data`. `sketch` is made from `article.text`.

## The body of an article

`article.html` is a fragment of HTML in UTF-8, in which only these elements occur:

| element | holds | attributes |
|---|---|---|
| `p`, `h2`, `h3`, `h4` | text and marks: a paragraph or a heading | |
| `blockquote` | blocks: a quotation | |
| `ul`, `ol` | `li` only | |
| `li` | text and marks, or blocks | |
| `table` | `tr` only | |
| `tr` | `th` and `td` only | |
| `th`, `td` | text and marks, or blocks | `colspan`, `rowspan` |
| `figure` | `img` where the picture is in the archive, `figcaption` where there is a caption | |
| `img` | nothing | `src`: `sha256:` and the picture's digest; `alt` |
| `figcaption` | text | |
| `a` (mark) | text and marks | `href`: an address beginning with `http:`, `https:` or `mailto:` |
| `strong`, `em` (marks) | text and marks | |
| `br` (mark) | nothing: a new line within a paragraph | |

The outermost elements are blocks: `p`, `h2`, `h3`, `h4`, `blockquote`, `ul`, `ol`, `table`, `figure`. There are no other
elements or attributes, no comments, no scripts and no styles. Text is escaped with `&amp;`, `&lt;`, `&gt;` and, within
attributes, `&quot;` and `&#x27;`.

`article.text` is the same text without the figures: one line (ended by U+000A) for each paragraph, heading, list item or
table row. Cells of a row are separated by a tab (U+0009); a `br` is U+2028.

## What the digests cover

* `image.digest`: the bytes in `image.data`. It names the picture everywhere.
* `original.digest`: the bytes that come out when `original.data` is expanded with zlib.
* `article.digest`: title, source, publication time and text of the article, each in UTF-8, joined by one NUL byte
  (`title 00 source 00 published 00 text`); what is not known is empty. Two articles of the same digest are one document.

## Reading an archive without ZTViewer

With the `sqlite3` command line: all articles of 2021 with their tags, oldest first,

```sql
{sample_list}
```

and one article with its pictures, each written to a file of its own beside you (the type is in `media_type`):

```sql
{sample_pictures}
```

The bytes of an original, in Python:

```python
import sqlite3, zlib

row = sqlite3.connect("archive.db").execute("SELECT data FROM original LIMIT 1").fetchone()
print(zlib.decompress(row[0]))
```

## Tables
"""

SAMPLE_LIST = """SELECT article.id, article.published, article.source, article.title, group_concat(tag.path, '; ') AS tags
FROM article
LEFT JOIN article_tag ON article_tag.article = article.id
LEFT JOIN tag ON tag.id = article_tag.tag
WHERE article.state = 'active' AND article.published LIKE '2021%'
GROUP BY article.id
ORDER BY article.published;"""

SAMPLE_PICTURES = """SELECT article.title, article.text FROM article WHERE article.id = 1;
SELECT figure.position, figure.caption, image.media_type,
    writefile('figure-' || figure.position, image.data) AS bytes
FROM figure JOIN image ON image.digest = figure.image
WHERE figure.article = 1
ORDER BY figure.position;"""

_OTHERS = """### Tables of SQLite and of the tools

`sqlite_sequence` is SQLite's own: the highest number that `article`, `event`, `change` and `sketch` have given
out.
`_sqlite_migrations` is written by sqlite-utils: `name` of each change of the schema that was applied, of which
`migration_set` (always `ztviewer`), and when (`applied_at`).
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the schema writes it."""

    name: str
    kind: str
    constraints: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the schema writes it."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rules: tuple[str, ...]
    """constraints of the whole table"""


def document() -> str:
    """The whole of `docs/formats.md`."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, lambda: "")
        return "\n".join(_parts(connection)).rstrip() + "\n"
    finally:
        connection.close()


def tables(connection: sqlite3.Connection) -> list[Table]:
    """Every table that is ours, in the order of the schema. A ValueError where a comment is missing."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*sqlite_*' ORDER BY rowid"
    ).fetchall()
    found = [_table(name, sql) for name, sql in rows]
    for table in found:
        real = [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table.name})")]
        if [column.name for column in table.columns] != real:
            raise ValueError(f"the columns of {table.name} were not understood")
    return found


def _table(name: str, sql: str) -> Table:
    first, _blank, rest = sql.partition("\n\n")
    meaning = " ".join(line.strip().removeprefix("-- ") for line in first.splitlines()[1:])
    columns, rules = list[Column](), list[str]()
    for comment, definition in _definitions(rest):
        if definition.startswith("PRIMARY KEY"):
            rules.append(definition)
            continue
        word, kind, *constraints = definition.split(maxsplit=2)
        columns.append(Column(word.strip('"'), kind, " ".join(constraints), comment))
    rules += [option.strip() for option in sql.rpartition(")")[2].split(",") if option.strip() != "STRICT"]
    for subject, said in [
        (name, meaning),
        *((f"{name}.{column.name}", column.meaning) for column in columns),
    ]:
        if not said:
            raise ValueError(f"{subject} has no comment in the schema")
    return Table(name, meaning, tuple(columns), tuple(rules))


def _definitions(body: str) -> Iterator[tuple[str, str]]:
    """Each column and constraint with the comment above it: (comment, definition on one line)."""
    comment, definition = list[str](), ""
    for line in (line.strip() for line in body.splitlines()):
        balanced = definition.count("(") == definition.count(")")
        if balanced and line.startswith(")"):  # of the whole table
            yield " ".join(comment), definition
            return
        if line.startswith("--"):
            comment.append(line.removeprefix("-- "))
            continue
        definition = f"{definition} {line}".strip().replace("( ", "(").replace(" )", ")")
        if line.endswith(",") and definition.count("(") == definition.count(")"):
            yield " ".join(comment), definition.removesuffix(",")
            comment, definition = [], ""


def _parts(connection: sqlite3.Connection) -> Iterator[str]:
    yield _HEAD.format(
        application_id=APPLICATION_ID,
        version=VERSION,
        thumbnail=THUMBNAIL_PIXELS,
        sample_list=SAMPLE_LIST,
        sample_pictures=SAMPLE_PICTURES,
    )
    for table in tables(connection):
        yield from (f"### `{table.name}`", "", table.meaning, "")
        yield from ("| column | type | constraints | meaning |", "|---|---|---|---|")
        for column in table.columns:
            rules = f"`{column.constraints}`" if column.constraints else ""
            yield f"| `{column.name}` | {column.kind} | {rules} | {column.meaning} |"
        yield ""
        if table.rules:
            yield from (f"Of the whole table: {', '.join(f'`{rule}`' for rule in table.rules)}.", "")
    yield from (_OTHERS, "## Indexes", "", "They speed up reading and hold nothing of their own.", "")
    for (sql,) in connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'"
    ):
        yield f"* `{sql.removeprefix('CREATE INDEX ')}`"
    yield from (
        "",
        "## Triggers",
        "",
        "They fill `change` and `unsketched` and keep `sketch` true to the texts, and do nothing else. There are no views.",
        "",
        "```sql",
    )
    for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid"):
        yield f"{sql};"
    yield "```"


if __name__ == "__main__":
    sys.stdout.buffer.write(document().encode())
