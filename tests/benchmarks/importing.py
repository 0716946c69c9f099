"""How exactly and how fast saved pages are read, beside trafilatura alone; writes a section of docs/benchmarks.md.

    python -m tests.benchmarks.importing [DATA]

DATA holds `cctv_html/` and `formats/gne_pages.tar.xz` (by default `../shared/data` beside the project).
"""

import json
import lzma
import multiprocessing
import os
import random
import re
import resource
import sys
import tarfile
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks.memory import Peak
from tests.benchmarks.report import table, write_section
from ztviewer.core.body import clean, paragraphs
from ztviewer.core.errors import ImportProblem
from ztviewer.core.importing import Outcome
from ztviewer.importers.pages import read_page
from ztviewer.services.archive import Archive

_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
_SAMPLE = 400
"""pages that trafilatura is timed on"""
_MIB = 1024
_MENU = re.compile(
    r"登录|注册|首页|分享|收藏|举报|相关(阅读|新闻|推荐)|推荐阅读|责任编辑|责编|版权|扫码|扫一扫|二维码|客户端"
    r"|Copyright|ICP|评论|上一篇|下一篇|打印|字号|返回顶部|点击排行|热点"
)
_MENU_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Read:
    """What came out of one page."""

    name: str
    title: str | None = None
    published: str | None = None
    lines: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Many pages in some processes."""

    found: dict[str, Read]
    seconds: float
    peak_mib: float
    """the largest process"""

    @property
    def rate(self) -> float:
        """Pages a second."""
        return len(self.found) / self.seconds


def ours(path: Path) -> Read:
    """A page as ZTViewer reads it, cleaned as it would be stored."""
    try:
        draft = read_page(path.read_bytes(), url=None, declared=None, picture=lambda _address: None).drafts[0]
    except ImportProblem as problem:
        return Read(path.name, reason=re.sub(r": .*", "", str(problem)))
    lines = tuple(paragraphs(clean(draft.html)))
    return Read(path.name, draft.title, str(draft.published or "") or None, lines)


def theirs(path: Path) -> Read:
    """A page as trafilatura reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import bare_extraction

    document: Any = bare_extraction(path.read_bytes(), with_metadata=True, include_comments=False)
    if document is None:
        return Read(path.name, reason="nothing found")
    lines = tuple(line for line in map(str.strip, (document.text or "").splitlines()) if line)
    return Read(path.name, document.title, document.date, lines)


def run(paths: Sequence[Path], processes: int, *, by_trafilatura: bool = False) -> Run:
    """Read pages in processes of their own, timed when all are ready."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        list(pool.map(_batch, [paths[:1]] * processes * 2, [by_trafilatura] * processes * 2))  # imports
        shares = [paths[start : start + 50] for start in range(0, len(paths), 50)]
        started = time.perf_counter()
        batches = list(pool.map(_batch, shares, [by_trafilatura] * len(shares)))
        seconds = time.perf_counter() - started
    found = {read.name: read for batch, _peak in batches for read in batch}
    return Run(found, seconds, max(peak for _batch, peak in batches))


def whole(pages: Path, folder: Path) -> Run:
    """A folder of pages imported into a new archive in `folder`, as a user would: read, cleaned and stored."""
    outcomes: list[Outcome] = []
    archive = Archive.create(folder / "archive.db", "pages", cache=folder / "cache")
    with Peak() as peak:
        started = time.perf_counter()
        archive.importing.run([pages], report=outcomes.append)
        seconds = time.perf_counter() - started
    archive.close()
    found = {one.path: Read(one.path, reason=one.reason) for one in outcomes}
    return Run(found, seconds, peak.mib)


def _batch(paths: Sequence[Path], by_trafilatura: bool) -> tuple[list[Read], float]:
    read = theirs if by_trafilatura else ours
    found = [read(path) for path in paths]
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB


def main() -> None:
    """Measure both sets and write the section."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else _DATA
    with tempfile.TemporaryDirectory() as folder:
        pages, sites = Path(folder) / "pages", Path(folder) / "gne"
        pages.mkdir()
        text = _programme(data / "cctv_html", pages) + _sites(data / "formats", sites)
    libraries = f"lxml {version('lxml')}, trafilatura {version('trafilatura')}."
    write_section("importing", "Reading saved pages", f"{libraries}\n\n{text}")


def _programme(data: Path, folder: Path) -> str:
    """Exactness and speed on the pages of one programme."""
    for archive in sorted(data.glob("html-*.tar.xz")):
        _unpack(archive, folder)
    paths = sorted(folder.glob("*.shtml"))
    with lzma.open(data / "expected.jsonl.xz", "rt", encoding="utf-8") as file:
        expected = {record["html"]: record for record in map(json.loads, file)}
    wanted = [path for path in paths if path.name in expected]
    sample = random.Random(1).sample(wanted, _SAMPLE)
    imported = whole(folder, Path(tempfile.mkdtemp(dir=folder.parent)))
    one, two, alone = run(paths, 1), run(paths, 2), run(sample, 1, by_trafilatura=True)
    exact = [
        ["ZTViewer", *_exactness(one, expected)],
        [f"trafilatura alone ({_SAMPLE} pages)", *_exactness(alone, expected)],
    ]
    speed = [
        ["ZTViewer, 1 process", len(one.found), f"{one.rate:.0f}", f"{one.peak_mib:.0f}"],
        ["ZTViewer, 2 processes", len(two.found), f"{two.rate:.0f}", f"{two.peak_mib:.0f} each"],
        [
            f"ZTViewer, a whole import on {os.cpu_count()} cores",
            len(imported.found),
            f"{imported.rate:.0f}",
            f"{imported.peak_mib:.0f} in all",
        ],
        ["trafilatura alone, 1 process", len(alone.found), f"{alone.rate:.0f}", f"{alone.peak_mib:.0f}"],
    ]
    others = Counter(
        read.reason or "read as an article" for name, read in one.found.items() if name not in expected
    )
    return (
        f"### {len(paths)} pages of one programme\n\nOf {len(expected)} it is known what they hold; a title counts "
        "when it is equal but for the width of spaces, a time to the second, a text by the F1 of its characters.\n\n"
        + table(["", "titles", "days", "times", "F1 of the text"], exact)
        + "\n\nThe other pages are day lists, whole programmes and gateway errors:\n\n"
        + table(["what became of them", "pages"], [[reason, count] for reason, count in others.most_common()])
        + "\n\n"
        + table(["", "pages", "pages a second", "MiB"], speed)
        + "\n\n"
    )


def _exactness(done: Run, expected: dict[str, dict[str, str]]) -> list[str]:
    known = [(read, expected[name]) for name, read in done.found.items() if name in expected]
    titles = sum(_spaced(read.title) == _spaced(record["title"]) for read, record in known)
    days = sum((read.published or "")[:10] == record["published"][:10] for read, record in known)
    times = sum((read.published or "")[:19] == record["published"] for read, record in known)
    score = sum(_f1("".join(read.lines), record["body"]) for read, record in known) / len(known)
    return [f"{count / len(known):.2%}" for count in (titles, days, times)] + [f"{score:.4f}"]


def _f1(text: str, expected: str) -> float:
    """The harmonic mean of precision and recall over characters, white space left out."""
    ours, theirs = Counter("".join(text.split())), Counter("".join(expected.split()))
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split())


def _sites(data: Path, folder: Path) -> str:
    """What comes out of pages of many sites; no text of theirs is repeated."""
    folder.mkdir()
    _unpack(data / "gne_pages.tar.xz", folder)
    root = folder / "gne_pages"
    records = [json.loads(line) for line in (root / "index.jsonl").read_text("utf-8").splitlines()]
    rows = [
        _site_row(root / record["html"], record) for record in sorted(records, key=lambda one: one["html"])
    ]
    sums = [sum(int(row[column]) for row in rows) for column in (3, 4, 7, 8)]
    titles = [sum(row[column] == "yes" for row in rows) for column in (1, 5)]
    dates = [sum(row[column] not in ("", "rejected") for row in rows) for column in (2, 6)]
    total = ["**all**", titles[0], dates[0], sums[0], sums[1], titles[1], dates[1], sums[2], sums[3]]
    return (
        f"### {len(rows)} pages of many sites\n\nZTViewer on the left, trafilatura alone on the right. A title counts "
        "when the page's own begins with or holds it, and it is without the site's name. Menu lines are short lines of "
        "the text that speak of logging in, sharing, related news, editors, copyright and the like. `test_list_page` "
        "are lists, which should be rejected.\n\n"
        + table(
            ["page", "title", "date", "characters", "menu", "title", "date", "characters", "menu"],
            [*rows, total],
        )
        + "\n"
    )


def _site_row(path: Path, record: dict[str, Any]) -> list[str]:
    name = str(record["html"]).removeprefix("tests/").removesuffix(".html")
    return [name, *_site_cells(ours(path), record), *_site_cells(theirs(path), record)]


def _site_cells(read: Read, record: dict[str, Any]) -> list[str]:
    if read.reason:
        return ["", "rejected", "0", "0"]
    whole, title = _bare(record["html_title"]), _bare(read.title or "")
    named = re.search(r"[_|]|--", read.title or "") is not None and title == whole
    menu = sum(len(line) <= _MENU_LENGTH and bool(_MENU.search(line)) for line in read.lines)
    return [
        "yes" if title and title in whole and not named else "no",
        (read.published or "").removesuffix("+08:00").replace("T", " "),
        str(sum(map(len, read.lines))),
        str(menu),
    ]


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")


if __name__ == "__main__":
    main()
