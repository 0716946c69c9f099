"""What is asked of an import, and what it says of every document: outcomes, guesses, rules, previews."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Final, Literal, NamedTuple

from ztviewer.core.article import ArticleDraft, ArticleId
from ztviewer.core.curation import SEPARATOR, Changes
from ztviewer.core.errors import Refused
from ztviewer.core.fold import fold
from ztviewer.core.i18n import _
from ztviewer.core.mapping import ColumnMapping
from ztviewer.core.published import Published

OutcomeKind = Literal["added", "duplicate", "reprint", "rejected"]
"""A reprint was added as well, and joined to those that print the same text."""

WHENS: Final = ("folder", "source", "text")
"""What a rule may look at."""


class Guess(NamedTuple):
    """Something that a document does not say, or says wrongly, and how it was told all the same."""

    what: str
    """`charset`, or a field of `ArticleDraft`: `title`, `published`, ..."""
    how: str
    """for the user: `from the file name`"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a line of the report."""

    path: str
    """`news.txt`, `news.jsonl:17`, `news.zip!a/b.txt`"""
    outcome: OutcomeKind
    article_id: ArticleId | None = None
    """the article it became, or was already; None where it was rejected, and for what a dry run would add"""
    reason: str | None = None
    """why it was rejected: a sentence for the user"""
    charset: str | None = None
    """how its text was written, where it is text: `gb18030`"""
    guessed: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What documents are given that match a pattern: tags, a place in a topic, a column.

    `folder` matches where one of the folders (or containers) above the document has a name like `pattern`, `source`
    where its source is like it, `text` where its title or text has it within. `*` stands for anything and `?` for one
    character; width, case, traditional and variant characters make no difference. Refused where a rule does nothing.
    """

    when: Literal["folder", "source", "text"]
    pattern: str
    tags: tuple[str, ...] = ()
    """paths: `地区/镇江`"""
    topic: str | None = None
    """a topic's title; it is made where there is none"""
    column: str | None = None
    """takes the place of the column that the document names"""

    def __post_init__(self) -> None:
        if self.when not in WHENS:
            message = _("A rule looks at folder, source or text, not at “{when}”.")
            raise Refused(message.format(when=self.when))
        if not self.pattern.strip():
            raise Refused(_("A rule needs a pattern."))
        for tag in self.tags:
            if not all(part.strip() for part in tag.split(SEPARATOR)):
                raise Refused(_("“{path}” cannot be the name of a tag.").format(path=tag))
        if not (self.tags or self.topic or self.column):
            raise Refused(_("The rule for “{pattern}” gives nothing.").format(pattern=self.pattern))

    def matches(self, path: str, source: str | None, text: str) -> bool:
        """Whether a document of that report path, source, and title and text is meant."""
        wanted = fold(self.pattern.strip()).replace("[", "[[]")
        match self.when:
            case "folder":
                folders = PurePosixPath(path.replace("\\", "/").replace("!", "/")).parent.parts
                return any(fnmatchcase(fold(name), wanted) for name in folders)
            case "source":
                return source is not None and fnmatchcase(fold(source), wanted)
            case "text":
                return fnmatchcase(fold(text), f"*{wanted}*")


@dataclass(frozen=True, slots=True)
class Given:
    """What a document is given: by itself, and by the rules."""

    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    column: str | None = None


def given(
    rules: tuple[Rule, ...], path: str, source: str | None, text: str, own: tuple[str, ...] = ()
) -> Given:
    """What all rules together give a document, beside its own tags; of several columns the last rule's counts."""
    fitting = [rule for rule in rules if rule.matches(path, source, text)]
    return Given(
        tuple(dict.fromkeys((*own, *(tag for rule in fitting for tag in rule.tags)))),
        tuple(dict.fromkeys(rule.topic for rule in fitting if rule.topic)),
        next((" ".join(rule.column.split()) for rule in reversed(fitting) if rule.column), None),
    )


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person decides before an import; the same for every document of it."""

    rules: tuple[Rule, ...] = ()
    mappings: tuple[ColumnMapping, ...] = ()
    """of tables with these headers; of two for one header the first counts"""
    pdf_pages: bool = False
    """keep the pages of PDF as pictures too"""
    forced: frozenset[str] = frozenset()
    """report paths of documents to take anyway: as a whole where they were rejected for holding no article, read anew
    where they were known, out of the trash where they are in it"""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of all documents. After a cancel, what had been added stays."""

    added: int = 0
    reprints: int = 0
    """of those added: how many print what another one printed"""
    duplicates: int = 0
    rejected: int = 0
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Preview:
    """A document as it will be read; nothing of it is stored."""

    path: str
    draft: ArticleDraft | None
    """None where it will be rejected"""
    text: str = ""
    """the body as plain text, one paragraph a line"""
    given: Given = field(default_factory=Given)
    charset: str | None = None
    guessed: tuple[Guess, ...] = ()
    reason: str | None = None
    """why it will be rejected"""

    @property
    def column(self) -> str | None:
        """The column it will stand in."""
        return self.given.column or (self.draft.column if self.draft else None)

    @property
    def published(self) -> Published | None:
        """When it was published, as far as it is known."""
        return self.draft.published if self.draft else None
