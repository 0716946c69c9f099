"""Tags put on articles and taken away, and the tree of tags itself; every change can be undone."""

from collections.abc import Iterable, Sequence
from functools import partial

from ztviewer.core.article import ArticleId
from ztviewer.core.curation import SEPARATOR, Changes, Tag
from ztviewer.core.i18n import _, ngettext
from ztviewer.services.done import Done
from ztviewer.storage import Database, TagStore

Branch = tuple[Tag, list[ArticleId]]
"""A tag and the articles that carry it: what it takes to plant it again."""


class Tagging:
    """Everything a user can do with tags. A tag is named by its path in the tree: `地区/镇江`."""

    def __init__(self, database: Database) -> None:
        self._tags = TagStore(database)

    def tags(self) -> list[Tag]:
        """The whole tree, depth first."""
        return self._tags.all()

    def carriers(self, path: str) -> list[ArticleId]:
        """The articles that carry the tag itself."""
        return self._tags.carriers(path)

    def add(self, path: str, ids: Sequence[ArticleId]) -> Done:
        """Put a tag on articles; the tag is made where there is none."""
        before = set(self._tags.paths())
        touched = self._tags.add(path, ids)
        made = [each for each in self._tags.paths() if each not in before]
        undo = partial(self._replace, made[:1], []) if made else partial(self.remove, path, touched)
        text = ngettext("“{tag}” put on {count} article.", "“{tag}” put on {count} articles.", len(touched))
        return Done(_changes(touched), text.format(tag=path, count=len(touched)), undo)

    def remove(self, path: str, ids: Sequence[ArticleId]) -> Done:
        """Take a tag from articles; the tag itself stays."""
        touched = self._tags.remove(path, ids)
        text = ngettext(
            "“{tag}” taken from {count} article.", "“{tag}” taken from {count} articles.", len(touched)
        )
        return Done(
            _changes(touched), text.format(tag=path, count=len(touched)), partial(self.add, path, touched)
        )

    def create(self, path: str, colour: str | None = None, note: str | None = None) -> Done:
        """Make a tag, and the tags above it where they are missing."""
        before = set(self._tags.paths())
        self._tags.create(path, colour, note)
        made = [each for each in self._tags.paths() if each not in before]
        sentence = _("Tag “{tag}” made.").format(tag=path)
        return Done(_changes(()), sentence, partial(self._replace, made[:1], []))

    def change(self, path: str, colour: str | None, note: str | None) -> Done:
        """Give a tag another colour and note."""
        old = self._tags.get(path)
        self._tags.change(path, colour=colour, note=note)
        undo = partial(self.change, path, old.colour, old.note)
        return Done(_changes(()), _("Tag “{tag}” changed.").format(tag=path), undo)

    def rename(self, path: str, new_path: str) -> Done:
        """Give a tag another name or another place in the tree; those below it move along."""
        before = set(self._tags.paths())
        self._tags.rename(path, new_path)
        touched = self._tags.carriers(new_path, below=True)
        above = [each for each in self._tags.paths() if new_path.startswith(each + SEPARATOR)]
        made = [one for one in above if one not in before]
        sentence = _("Tag “{tag}” is now “{new}”.").format(tag=path, new=new_path)
        return Done(_changes(touched), sentence, partial(self._rename_back, new_path, path, made))

    def _rename_back(self, path: str, old_path: str, made: Sequence[str]) -> Done:
        """Undo a renaming, and drop the tags above that were made for it, unless they hold something by now."""
        done = self.rename(path, old_path)
        for above in reversed(made):
            if len(branch := self._tags.subtree(above)) == 1 and not branch[0][1]:
                self._tags.delete(above)
        return done

    def merge(self, path: str, into: str) -> Done:
        """Put all that one tag holds under another, and drop the first."""
        before = self._tags.subtree(path) + self._tags.subtree(into)
        self._tags.merge(path, into)
        sentence = _("Tag “{tag}” merged into “{into}”.").format(tag=path, into=into)
        return Done(_changes(_carried(before)), sentence, partial(self._replace, [path, into], before))

    def delete(self, path: str) -> Done:
        """Delete a tag with all below it."""
        return self._replace([path], [])

    def _replace(self, paths: Sequence[str], branches: Sequence[Branch]) -> Done:
        """Cut branches off the tree and plant others in their place, colour, note and articles included."""
        there = set(self._tags.paths())
        cut = [branch for path in paths if path in there for branch in self._tags.subtree(path)]
        self._tags.replace([path for path in paths if path in there], branches)
        touched = _carried([*cut, *branches])
        planted = [tag.path for tag, _ids in branches]
        sentence = _("Tags restored: {tags}.") if branches else _("Tags deleted: {tags}.")
        names = "、".join(planted or [tag.path for tag, _ids in cut])
        return Done(
            _changes(touched), sentence.format(tags=names), partial(self._replace, planted or paths, cut)
        )


def _carried(branches: Sequence[Branch]) -> set[ArticleId]:
    return {article for _tag, ids in branches for article in ids}


def _changes(ids: Iterable[ArticleId]) -> Changes:
    return Changes(articles=frozenset(ids), tags=True)
