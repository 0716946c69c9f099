"""Writes resources/wordlist.bin, the dictionary that queries are cut with, from the source distribution of jieba.

Run by hand when the fold changes: `python packaging/wordlist.py jieba-0.42.1.tar.gz`. The same sources give the same
bytes. jieba is under the MIT licence, which resources/wordlist.LICENSE holds. The words are those of its dict.txt, in
the form that the fold gives them: what the fold makes equal is one word, as frequent as all of them together. Of its
hidden Markov model (finalseg/prob_*.py) those characters are kept that the fold leaves as they are.
"""

import ast
import hashlib
import sys
import tarfile
import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # the program may be started without an installed package

from ztviewer.core.fold import fold  # noqa: E402
from ztviewer.search.wordlist import FOOT, HEAD, MAGIC, NEVER, VERSION, layout  # noqa: E402

SHA256 = "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2"
"""of jieba-0.42.1.tar.gz"""
STATES = "BEMS"


def read_words(text: str) -> dict[str, int]:
    """The words of a dict.txt with their frequencies, folded; of equal lines the later counts, as in jieba."""
    rows = (line.split(" ") for line in text.splitlines())
    written = {word: int(frequency) for word, frequency, _kind in rows}
    folded: Counter[str] = Counter()
    for word, frequency in written.items():
        folded[fold(word)] += frequency
    return dict(folded)


def read_emissions(by_state: Mapping[str, Mapping[str, float]]) -> dict[str, list[float]]:
    """The logarithm of the probability in each state, for each character that the fold leaves as it is."""
    observed = sorted(
        character for each in by_state.values() for character in each if fold(character) == character
    )
    return {character: [by_state[state].get(character, NEVER) for state in STATES] for character in observed}


def encode(
    words: Mapping[str, int],
    first: Sequence[float],
    following: Sequence[Sequence[float]],
    emissions: Mapping[str, Sequence[float]],
) -> bytes:
    """The file as `search/wordlist.py` describes it."""
    beginnings = {word[:length] for word in words for length in range(len(word) + 1)} | {""}
    nodes = sorted(beginnings, key=lambda text: (len(text), text))
    children = Counter(node[:-1] for node in nodes[1:])
    frequencies = sorted({0, *words.values()})
    ranks = {frequency: rank for rank, frequency in enumerate(frequencies)}
    alphabet = sorted({character for node in nodes for character in node[-1:]} | set(emissions))
    places = {character: place for place, character in enumerate(alphabet)}
    arrays = (
        [*first, *(value for row in following for value in row)],
        [value for character in alphabet for value in emissions.get(character, (NEVER,) * 4)],
        np.cumsum([1, *(children[node] for node in nodes)]),
        frequencies,
        list(map(ord, alphabet)),
        [places[node[-1]] if node else 0 for node in nodes],
        [ranks[words.get(node, 0)] for node in nodes],
    )
    counts = len(nodes), len(frequencies), len(alphabet)
    data = HEAD.pack(MAGIC, VERSION, *counts, sum(words.values()))
    for array, (kind, length) in zip(arrays, layout(*counts), strict=True):
        data += np.array(array, kind).reshape(length).tobytes()
    return data + FOOT.pack(zlib.crc32(data))


def main() -> None:
    """Write the file."""
    source = Path(sys.argv[1])
    if hashlib.sha256(source.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{source} is not the source distribution of jieba 0.42.1.")
    with tarfile.open(source) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extractall(folder, filter="data")
        package = Path(folder) / "jieba-0.42.1" / "jieba"

        def table(name: str) -> dict[str, Any]:
            text = (package / "finalseg" / f"{name}.py").read_text("utf-8")
            found: dict[str, Any] = ast.literal_eval(text.partition("P=")[2])
            return found

        first, following = table("prob_start"), table("prob_trans")
        data = encode(
            read_words((package / "dict.txt").read_text("utf-8")),
            [first[state] for state in STATES],
            [[following[state].get(then, NEVER) for then in STATES] for state in STATES],
            read_emissions(table("prob_emit")),
        )
    (PROJECT / "resources" / "wordlist.bin").write_bytes(data)


if __name__ == "__main__":
    main()
