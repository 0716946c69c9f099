"""The engines that ours is measured against, each used as its manual says for speed.

All but the trigram index hold the words of rjieba. Titles and bodies are one text; the id, the day and the tags stand
beside it, so that each can answer every class of query. None counts facets.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import tantivy
from whoosh import fields, index, query, searching
from whoosh.analysis import Analyzer, SpaceSeparatedTokenizer

from tests.benchmarks.corpus import day
from tests.benchmarks.engines import PAGE, Answer
from tests.benchmarks.questions import Kind, Question, cut
from ztviewer.core.article import Document

_DATABASE = "index.db"


def _text(document: Document) -> str:
    return f"{document.title}\n{document.text}"


def _day(iso: str) -> int:
    return int(iso.replace("-", ""))


class Tantivy:
    """tantivy, through its Python binding, with as many threads as it likes."""

    def __init__(self) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_unsigned_field("id", stored=True)
        schema.add_unsigned_field("day", indexed=True, fast=True)
        schema.add_text_field("tag", tokenizer_name="raw", index_option="basic")
        schema.add_text_field("text", tokenizer_name="whitespace")
        self._schema = schema.build()

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """One commit; tantivy merges as it sees fit."""
        writer = tantivy.Index(self._schema, str(folder)).writer()
        for document in documents:
            entry = tantivy.Document()
            entry.add_unsigned("id", document.id)
            entry.add_unsigned("day", day(document))
            entry.add_text("text", " ".join(cut(_text(document))))
            for tag in document.tags:
                entry.add_text("tag", tag)
            writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Open the index."""
        self._searcher = tantivy.Index(self._schema, str(folder)).searcher()

    def read(self, question: Question) -> Answer:
        """The question as tantivy's query."""
        asked = self._query(question)
        order = "day" if question.kind in (Kind.EVERYTHING, Kind.DATED) else None

        def answer() -> int:
            found = self._searcher.search(asked, PAGE, count=True, order_by_field=order)
            for _score, address in found.hits:
                self._searcher.doc(address).get_first("id")
            return found.count or 0

        return answer

    def _query(self, question: Question) -> tantivy.Query:
        parts = [self._part(part) for part in question.parts]
        must, should, must_not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        match question.kind:
            case Kind.EVERYTHING:
                return tantivy.Query.all_query()
            case Kind.DATED:
                kind = tantivy.FieldType.Unsigned
                days = tantivy.Query.range_query(
                    self._schema, "day", kind, _day(question.first), _day(question.last)
                )
                tag = tantivy.Query.term_query(self._schema, "tag", question.tag, "basic")
                return tantivy.Query.boolean_query([(must, tag), (must, days)])
            case Kind.ALL:
                return tantivy.Query.boolean_query([(must, part) for part in parts])
            case Kind.ANY:
                return tantivy.Query.boolean_query([(should, part) for part in parts])
            case Kind.WITHOUT:
                occurs = zip((must, must, must_not), parts, strict=True)
                return tantivy.Query.boolean_query(list(occurs))
        return parts[0]

    def _part(self, part: str) -> tantivy.Query:
        words = cut(part)
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, "text", words[0], "freq")
        return tantivy.Query.phrase_query(self._schema, "text", list(words))


class _Fts5(ABC):
    """SQLite's full-text search with bm25; a table beside it holds days and tags."""

    tokenizer: str

    @abstractmethod
    def indexed(self, text: str) -> str:
        """A text as it is given to SQLite."""

    @abstractmethod
    def part(self, part: str) -> str | None:
        """A word or phrase of a question in FTS5's language; None for what cannot be found."""

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """One transaction without a journal, then merged into one b-tree."""
        connection = sqlite3.connect(folder / _DATABASE)
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            f"CREATE VIRTUAL TABLE article USING fts5(text, content='', tokenize='{self.tokenizer}');"
            "CREATE TABLE published (id INTEGER PRIMARY KEY, day INTEGER);"
            "CREATE TABLE tagged (tag TEXT, id INTEGER, PRIMARY KEY (tag, id)) WITHOUT ROWID;"
        )
        with connection:
            for document in documents:
                text = self.indexed(_text(document))
                connection.execute("INSERT INTO article (rowid, text) VALUES (?, ?)", (document.id, text))
                connection.execute("INSERT INTO published VALUES (?, ?)", (document.id, day(document)))
                rows = [(tag, document.id) for tag in document.tags]
                connection.executemany("INSERT INTO tagged VALUES (?, ?)", rows)
            connection.execute("INSERT INTO article (article) VALUES ('optimize')")
            connection.execute("CREATE INDEX published_day ON published (day)")
        connection.close()

    def open(self, folder: Path) -> None:
        """Open the database."""
        self._connection = sqlite3.connect(folder / _DATABASE)

    def read(self, question: Question) -> Answer | None:
        """The question as SQL."""
        if question.kind is Kind.EVERYTHING:
            return self._answer("published", "TRUE", "day DESC, id", (), "id")
        if question.kind is Kind.DATED:
            values = (question.tag, _day(question.first), _day(question.last))
            where = "tag = ? AND day BETWEEN ? AND ?"
            return self._answer("published JOIN tagged USING (id)", where, "day DESC, id", values, "id")
        parts = [part for each in question.parts if (part := self.part(each)) is not None]
        if len(parts) < len(question.parts):
            return None
        match question.kind:
            case Kind.ALL:
                asked = " AND ".join(parts)
            case Kind.ANY:
                asked = " OR ".join(parts)
            case Kind.WITHOUT:
                asked = f"{parts[0]} AND {parts[1]} NOT {parts[2]}"
            case _:
                asked = parts[0]
        return self._answer("article", "article MATCH ?", "rank", (asked,), "rowid")

    def _answer(self, table: str, where: str, order: str, values: Sequence[object], row: str) -> Answer:
        page = f"SELECT {row} FROM {table} WHERE {where} ORDER BY {order} LIMIT {PAGE}"
        total = f"SELECT count(*) FROM {table} WHERE {where}"

        def answer() -> int:
            self._connection.execute(page, values).fetchall()
            return int(self._connection.execute(total, values).fetchone()[0])

        return answer


class Fts5Words(_Fts5):
    """The words of rjieba, with spaces between."""

    tokenizer = "unicode61"

    def indexed(self, text: str) -> str:
        """The words of a text."""
        return " ".join(cut(text))

    def part(self, part: str) -> str:
        """A phrase of its words."""
        return f'"{" ".join(cut(part))}"'


class Fts5Trigram(_Fts5):
    """Any three characters; what is shorter cannot be found."""

    tokenizer = "trigram"

    def indexed(self, text: str) -> str:
        """The text as it is."""
        return text

    def part(self, part: str) -> str | None:
        """The part as a phrase, when it has three characters."""
        return f'"{part}"' if len(part) >= 3 else None


class StockWhoosh:
    """Whoosh with the codec it comes with."""

    def build(self, documents: Iterable[Document], folder: Path) -> None:
        """One commit in one process, its pool as large as a gigabyte allows."""
        schema = fields.Schema(
            id=fields.NUMERIC(stored=True),
            day=fields.NUMERIC(sortable=True),
            tag=fields.KEYWORD(),
            text=fields.TEXT(analyzer=cast(Analyzer, SpaceSeparatedTokenizer())),
        )
        writer = index.create_in(str(folder), schema).writer(limitmb=256)
        for document in documents:
            writer.add_document(
                id=document.id,
                day=day(document),
                tag=" ".join(document.tags),
                text=" ".join(cut(_text(document))),
            )
        writer.commit()

    def open(self, folder: Path) -> None:
        """Open the index."""
        self._searcher: searching.Searcher = index.open_dir(str(folder)).searcher()

    def read(self, question: Question) -> Answer:
        """The question as Whoosh's query."""
        asked = self._query(question)
        order = {"sortedby": "day", "reverse": True} if question.kind in (Kind.EVERYTHING, Kind.DATED) else {}

        def answer() -> int:
            found = self._searcher.search(asked, limit=PAGE, **order)
            for hit in found:
                hit["id"]
            return len(found)

        return answer

    def _query(self, question: Question) -> query.Query:
        parts = [self._part(part) for part in question.parts]
        match question.kind:
            case Kind.EVERYTHING:
                return query.Every()
            case Kind.DATED:
                days = query.NumericRange("day", _day(question.first), _day(question.last))
                return query.And([query.Term("tag", question.tag), days])
            case Kind.ALL:
                return query.And(parts)
            case Kind.ANY:
                return query.Or(parts)
            case Kind.WITHOUT:
                return query.And([*parts[:2], query.Not(parts[2])])  # its AndNot lets some through
        return parts[0]

    def _part(self, part: str) -> query.Query:
        words = cut(part)
        return query.Term("text", words[0]) if len(words) == 1 else query.Phrase("text", words)
