"""Any byte flipped in any file of an index: found out at the latest when it is read, and the index built anew.

python -m tests.benchmarks.flips ARCHIVE CACHE SEED TRIES tries in a process of its own, which must not die of it.
"""

import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from ztviewer.core.article import ArticleId
from ztviewer.core.errors import IndexUnusable
from ztviewer.core.query import Request, Sort
from ztviewer.services.archive import Archive

_TRIES = 50
"""of one process"""

_SEGMENTS = 4
"""after the first, with what they replaced deleted in it, for a merge to read all"""

_QUERIES = (
    "的",
    "经济",
    "中国 发展",
    "人民政府",
    '"中华人民共和国"',
    "中国 NEAR/8 发展",
    "经济 OR 教育",
    "中国 -经济",
    "标题:中国",
    "a* OR 2*",
    "covid~2",
    "tag:改",
    "2021年6月6日",
    "exact:发展",
    "exact:發展 OR exact:里",
)

OUTCOMES = ("at once", "when it was merged", "harmless")


def run(path: Path, cache: Path, tries: int) -> Counter[str]:
    """So many tries; counts when the flipped byte was found out, and what went wrong."""
    counts = Counter[str]()
    for seed in range(0, tries, _TRIES):
        command = [
            sys.executable,
            "-m",
            "tests.benchmarks.flips",
            path,
            cache,
            seed,
            min(_TRIES, tries - seed),
        ]
        child = subprocess.run([*map(str, command)], stdout=subprocess.PIPE, text=True, check=False)
        outcomes = child.stdout.splitlines()
        counts.update(outcomes if child.returncode == 0 else [*outcomes, "process died"])
    return counts


def main() -> None:
    """Flip one byte after another; a line for each says what came of it."""
    path, cache, seed, tries = sys.argv[1:]
    chance = random.Random(int(seed))
    good, folder = Path(f"{cache}-good"), Path(cache) / "index"
    shutil.rmtree(folder, ignore_errors=True)
    archive = Archive.open(Path(path), cache=Path(cache))
    for part in range(_SEGMENTS):
        archive.indexing.bring_up_to_date()
        archive.tagging.add(f"改{seed}-{part}", list(archive.searching.find(Request()).ids)[part::_SEGMENTS])
    archive.indexing.bring_up_to_date()
    expected = _answers(archive)
    archive.close()
    shutil.rmtree(good, ignore_errors=True)
    shutil.copytree(folder, good)
    files = sorted(
        each.relative_to(good) for each in good.rglob("*") if each.is_file() and each.stat().st_size
    )
    for _try in range(int(tries)):
        shutil.rmtree(folder)
        shutil.copytree(good, folder)
        flipped = _flip(folder / chance.choice(files), chance)
        try:
            outcome = _tried(Path(path), Path(cache), expected)
        except Exception as error:  # what must never happen is counted
            outcome = f"{type(error).__name__}: {error}"
        print(outcome, flush=True)
        if outcome not in OUTCOMES:
            print(f"{outcome}: {flipped}", file=sys.stderr)


def _flip(path: Path, chance: random.Random) -> str:
    data = bytearray(path.read_bytes())
    place, bits = chance.randrange(len(data)), chance.randrange(1, 256)
    data[place] ^= bits
    path.write_bytes(data)
    return f"{path.name}[{place}] ^= {bits}"


def _tried(path: Path, cache: Path, expected: list[object]) -> str:
    """Ask everything of an index with a flipped byte, then read all that is left of it by merging."""
    archive = Archive.open(path, cache=cache)
    try:
        outcome = _asked(archive, expected)
        return outcome if _answers(archive) == expected else "wrong"
    finally:
        archive.close()


def _asked(archive: Archive, expected: list[object]) -> str:
    answers = _answers(archive)
    if any(answer not in (None, right) for answer, right in zip(answers, expected, strict=True)):
        return "wrong"
    if None in answers:
        archive.indexing.bring_up_to_date()
        return "at once"
    index = archive.indexing.current()
    try:
        if index is not None:
            index.compact()
    except IndexUnusable:
        archive.indexing.discard()
        archive.indexing.bring_up_to_date()
        return "when it was merged"
    return "harmless"


def _answers(archive: Archive) -> list[object]:
    """What a window asks for; None where the index could not answer."""
    searching = archive.searching
    answers: list[object] = []
    for text in _QUERIES:
        reading = searching.read(text)
        found = searching.find(Request(reading.query))
        facets = {facet: list(values) for facet, values in found.facets.items()}
        answers.append((list(found.ids), facets) if found.indexed else None)
        searching.explain(reading)
        searching.corrections(reading, found)
        searching.similar(next(iter(found.ids), ArticleId(0)))
    for sort in Sort:
        found = searching.find(Request(sort=sort))
        answers.append(list(found.ids) if found.indexed else None)
    return answers


if __name__ == "__main__":
    main()
