"""The leaves of a query as Whoosh queries: what stands one after another, near one another, or spelt alike.

Each finds documents with how often it occurs in them, over the fields it looks at, and is scored as if it were a term
of its own. Whoosh evaluates them through its own readers and matchers, term by term.
"""

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from whoosh.matching import ListMatcher, Matcher, NullMatcher
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from ztviewer.core.fold import fold
from ztviewer.core.query import Field
from ztviewer.search.ranking import FieldWeights, Scorer
from ztviewer.search.terms import MARK, forms_at, pair

Positions = dict[int, list[int]]
"""A document and where in it something stands, ascending."""


class Leaf(Query):
    """What is found in some fields and scored like a term."""

    def __init__(self, weights: FieldWeights, share: float = 1.0) -> None:
        self.weights = weights
        self.share = share
        """what its score is multiplied by"""

    @abstractmethod
    def occurrences(self, reader: IndexReader, field: Field) -> Mapping[int, int]:
        """The documents of one segment that hold it in a field, and how often; none that is deleted."""

    def counts(self, reader: IndexReader) -> Mapping[int, float]:
        """The documents of one segment that hold it, and how often, weighted by field."""
        result: dict[int, float] = {}
        for field, weight in self.weights.items():
            for document, count in self.occurrences(reader, field).items():
                result[document] = result.get(document, 0.0) + weight * count
        return result

    def is_leaf(self) -> bool:
        """It has no parts that Whoosh knows."""
        return True

    def estimate_size(self, ixreader: IndexReader) -> int:
        """How many documents it may match, for Whoosh to choose where to begin."""
        return int(ixreader.doc_count_all())

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """Whoosh's way of evaluating it in one segment; scored by its frequency in all segments."""
        found = sorted(self.counts(searcher.reader()).items())
        if not found:
            return NullMatcher
        frequency = sum(
            len(self.counts(leaf.reader())) for leaf, _offset in searcher.get_parent().leaf_searchers()
        )
        scorer = Scorer(searcher, self.weights, frequency, self.share)
        return ListMatcher([document for document, _ in found], [count for _, count in found], scorer=scorer)


class Run(Leaf):
    """Tokens one after another in one paragraph."""

    def __init__(self, weights: FieldWeights, tokens: Sequence[str], share: float = 1.0) -> None:
        super().__init__(weights, share)
        self.run = tuple(tokens)

    def __repr__(self) -> str:
        return f"Run({_names(self.weights)}, {self.run!r})"

    def occurrences(self, reader: IndexReader, field: Field) -> Mapping[int, int]:
        """The documents that hold the run, and how often."""
        return {document: len(places) for document, places in self.places(reader, field).items()}

    def places(self, reader: IndexReader, field: Field) -> Positions:
        """Where the run begins: where each of its pairs stands in its place."""
        if len(self.run) < 2:
            return _positions(reader, field, self.run[0]) if self.run else {}
        found: Positions | None = None
        for offset, (first, second) in enumerate(zip(self.run, self.run[1:], strict=False)):
            other = _positions(reader, field, pair(first, second))
            if found is None:
                found = other
                continue
            both = {
                document: sorted(set(places).intersection(place - offset for place in other[document]))
                for document, places in found.items()
                if document in other
            }
            found = {document: places for document, places in both.items() if places}
        return found or {}


class Exact(Run):
    """A run as it is `written` (`core.tokens`)."""

    def __init__(self, weights: FieldWeights, characters: Sequence[str]) -> None:
        super().__init__(weights, [*map(fold, characters)])
        self.written = tuple(characters)

    def __repr__(self) -> str:
        return f"Exact({_names(self.weights)}, {self.written!r})"

    def places(self, reader: IndexReader, field: Field) -> Positions:
        """Where the run begins and every form that is wanted stands, and none that is not."""
        found = {document: set(places) for document, places in super().places(reader, field).items()}
        for place, form, wanted in forms_at(self.written):
            forms = _positions(reader, field, form)
            for document, places in found.items():
                here = {each - place for each in forms.get(document, ())}
                found[document] = places & here if wanted else places - here
        return {document: sorted(places) for document, places in found.items() if places}


class Near(Leaf):
    """Runs that stand in one piece of a paragraph with no gap over `apart` tokens in it."""

    def __init__(self, weights: FieldWeights, runs: Sequence[Run], apart: int) -> None:
        super().__init__(weights)
        self.runs = runs
        self.apart = apart

    def __repr__(self) -> str:
        return f"Near({self.runs!r}, {self.apart})"

    def occurrences(self, reader: IndexReader, field: Field) -> Mapping[int, int]:
        """The documents with such a piece, and how many of them."""
        places = [run.places(reader, field) for run in self.runs]
        opens = _positions(reader, field, MARK)
        common = set(places[0]).intersection(*places[1:]) if places else set()
        found = {
            document: self._pieces([each[document] for each in places], opens[document])
            for document in common
        }
        return {document: count for document, count in found.items() if count}

    def _pieces(self, places: Sequence[Sequence[int]], opens: Sequence[int]) -> int:
        """How many pieces of one document hold every run, each piece as long as the gaps allow."""
        spans = sorted(
            (start, start + len(run.run), number)
            for number, run in enumerate(self.runs)
            for start in places[number]
        )
        pieces: list[set[int]] = []
        reached = paragraph = -1
        for start, end, number in spans:
            current = bisect_right(opens, start)
            if current != paragraph or start - reached > self.apart:
                pieces.append(set())
            pieces[-1].add(number)
            reached, paragraph = (max(reached, end) if current == paragraph else end), current
        return sum(len(held) == len(places) for held in pieces)


class Spellings(Leaf):
    """Any of some single tokens, taken together as one term."""

    def __init__(self, weights: FieldWeights, tokens: Iterable[str]) -> None:
        super().__init__(weights)
        self.run = tuple(tokens)

    def __repr__(self) -> str:
        return f"Spellings({_names(self.weights)}, {self.run!r})"

    def occurrences(self, reader: IndexReader, field: Field) -> Mapping[int, int]:
        """The documents that hold one of them, and how often any of them."""
        result: dict[int, int] = {}
        for token in self.run:
            for document, places in _positions(reader, field, token).items():
                result[document] = result.get(document, 0) + len(places)
        return result


def _names(weights: FieldWeights) -> str:
    return "+".join(weights)


def _positions(reader: IndexReader, field: Field, term: str) -> Positions:
    name = term.encode()
    if (field.value, name) not in reader:
        return {}
    return dict(reader.postings(field.value, name).items_as("positions"))
