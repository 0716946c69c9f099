"""What the left side shows, as a tree: sections (topics, tags, sources, ...) and their values with counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ztviewer.core.curation import SEPARATOR, Tag, Topic
from ztviewer.core.fold import fold
from ztviewer.core.i18n import _
from ztviewer.core.query import Choice, Facet, Facets
from ztviewer.gui.dates import shown_month, shown_year

SHORT = 10
"""Values of a section shown before “more”."""

Key = tuple[str, str]
"""A node's place whatever its count: facet (or `section`) and value."""

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Node:
    """A line of the left side."""

    key: Key
    label: str
    count: int | None
    children: tuple["Node", ...] = ()
    facet: Facet | None = None
    """None: a section, or the line that shows more"""
    colour: str | None = None
    state: bool | None = None
    """chosen: True, excluded: False"""


class Role(IntEnum):
    """What an index holds beside its label."""

    NODE = Qt.ItemDataRole.UserRole


def facet_tree(
    facets: Facets, tags: Sequence[Tag], topics: Sequence[Topic], choices: tuple[Choice, ...]
) -> tuple[Node, ...]:
    """All sections, each with the values that occur in the result or were chosen."""
    states = {(choice.facet, choice.value): not choice.excluded for choice in choices}

    def values(facet: Facet) -> dict[str, int]:
        chosen = {value: 0 for (of, value) in states if of is facet}
        return chosen | dict(facets.get(facet, ()))

    def plain(facet: Facet, order: Sequence[str] = ()) -> tuple[Node, ...]:
        counts = values(facet)
        names = [name for name in order if name in counts] or sorted(counts, key=lambda name: -counts[name])
        return tuple(
            Node((facet, name), name, counts[name], facet=facet, state=states.get((facet, name)))
            for name in names
        )

    pictures = values(Facet.IMAGE).get("yes", 0)
    with_pictures = Node(
        (Facet.IMAGE, "yes"),
        _("With pictures"),
        pictures,
        facet=Facet.IMAGE,
        state=states.get((Facet.IMAGE, "yes")),
    )
    sections = (
        Node(("section", "topic"), _("Topics"), None, plain(Facet.TOPIC, [topic.title for topic in topics])),
        Node(("section", "tag"), _("Tags"), None, _tags(tags, values(Facet.TAG), states)),
        Node(("section", "source"), _("Sources"), None, plain(Facet.SOURCE)),
        Node(("section", "date"), _("Time"), None, _years(values(Facet.YEAR), values(Facet.MONTH), states)),
        Node(("section", "column"), _("Columns"), None, plain(Facet.COLUMN)),
        Node(("section", "more"), _("More"), None, (with_pictures,) if pictures else ()),
    )
    return tuple(section for section in sections if section.children)


def _tags(
    tags: Sequence[Tag], counts: dict[str, int], states: dict[tuple[Facet, str], bool]
) -> tuple[Node, ...]:
    """The tag tree, without the branches that do not occur."""
    below: dict[str, list[Tag]] = {}
    for tag in tags:
        below.setdefault(tag.path.rpartition(SEPARATOR)[0], []).append(tag)

    def branch(parent: str) -> Iterator[Node]:
        for tag in below.get(parent, ()):
            if tag.path in counts:
                state = states.get((Facet.TAG, tag.path))
                children = tuple(branch(tag.path))
                yield Node(
                    (Facet.TAG, tag.path), tag.name, counts[tag.path], children, Facet.TAG, tag.colour, state
                )

    return tuple(branch(""))


def _years(
    years: dict[str, int], months: dict[str, int], states: dict[tuple[Facet, str], bool]
) -> tuple[Node, ...]:
    """Years, newest first, each with its months."""
    named = sorted({*years, *(month[:4] for month in months)}, reverse=True)
    return tuple(
        Node(
            (Facet.YEAR, year),
            shown_year(year),
            years.get(year, 0),
            tuple(
                Node(
                    (Facet.MONTH, month),
                    shown_month(month),
                    months[month],
                    facet=Facet.MONTH,
                    state=states.get((Facet.MONTH, month)),
                )
                for month in sorted((month for month in months if month.startswith(year)), reverse=True)
            ),
            Facet.YEAR,
            state=states.get((Facet.YEAR, year)),
        )
        for year in named
    )


def filtered(sections: Sequence[Node], text: str) -> tuple[Node, ...]:
    """Only the values whose name holds a text, with those above them."""
    wanted = fold(text.strip())

    def keep(node: Node) -> Node | None:
        children = tuple(kept for child in node.children if (kept := keep(child)) is not None)
        if node.facet is not None and wanted in fold(node.label):
            return node
        return replace(node, children=children) if children else None

    return (
        tuple(kept for section in sections if (kept := keep(section)) is not None)
        if wanted
        else tuple(sections)
    )


def shortened(sections: Sequence[Node], whole: frozenset[str]) -> tuple[Node, ...]:
    """Long sections cut to their first values and those chosen, with a line that shows the rest."""

    def cut(section: Node) -> Node:
        name, children = section.key[1], section.children
        if len(children) <= SHORT + 2:
            return section
        if name in whole:
            return replace(section, children=(*children, Node(("less", name), _("Show fewer"), None)))
        shown = (*children[:SHORT], *(child for child in children[SHORT:] if child.state is not None))
        text = _("Show all {count}").format(count=len(children))
        return replace(section, children=(*shown, Node(("more", name), text, None)))

    return tuple(cut(section) for section in sections)


@dataclass(frozen=True, slots=True)
class _Place:
    node: Node
    parent: int
    row: int
    children: tuple[int, ...]


class FacetsModel(QAbstractItemModel):
    """A tree of Nodes, read-only; `show` changes counts in place where the tree stays the same."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[_Place] = []
        self._top: tuple[int, ...] = ()
        self._by_key: dict[Key, int] = {}

    def show(self, sections: Sequence[Node]) -> None:
        """Show another tree."""
        places: list[_Place] = []
        top = tuple(_laid(node, -1, row, places) for row, node in enumerate(sections))
        keys = {place.node.key: number for number, place in enumerate(places)}
        if list(keys) == list(self._by_key) and [p.parent for p in places] == [
            p.parent for p in self._places
        ]:
            self._places = places
            for parents in {place.parent for place in places}:
                above = self._index(parents) if parents >= 0 else QModelIndex()
                last = self.rowCount(above) - 1
                self.dataChanged.emit(self.index(0, 0, above), self.index(last, 0, above))
            return
        self.beginResetModel()
        self._places, self._top, self._by_key = places, top, keys
        self.endResetModel()

    def index_of(self, key: Key) -> QModelIndex:
        """Where a node is; invalid where it is not."""
        number = self._by_key.get(key)
        return QModelIndex() if number is None else self._index(number)

    def chosen(self) -> list[QModelIndex]:
        """All values that are chosen or excluded."""
        return [
            self._index(number) for number, place in enumerate(self._places) if place.node.state is not None
        ]

    def node(self, index: Index) -> Node:
        """The node at a valid index."""
        return self._places[index.internalId()].node

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._places[parent.internalId()].children if parent.isValid() else self._top
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has a second one without arguments
        above = self._places[index.internalId()].parent if index.isValid() else -1
        return self._index(above) if above >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._top)
        return len(self._places[parent.internalId()].children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        match role:
            case Role.NODE:
                return node
            case Qt.ItemDataRole.DisplayRole:
                return node.label
            case Qt.ItemDataRole.ToolTipRole:
                return node.key[1] if node.facet is not None else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(node)
        return None

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._places[number].row, 0, number)


def _laid(node: Node, parent: int, row: int, places: list[_Place]) -> int:
    """Lay a node and all below it into a flat list; returns its number."""
    number = len(places)
    places.append(_Place(node, parent, row, ()))
    children = tuple(_laid(child, number, at, places) for at, child in enumerate(node.children))
    places[number] = _Place(node, parent, row, children)
    return number


def _spoken(node: Node) -> str:
    state = {True: _("chosen"), False: _("excluded"), None: ""}[node.state]
    parts = [node.label, "" if node.count is None else str(node.count), state]
    return _(", ").join(part for part in parts if part)
