"""Real saved pages, beside the project where there are any: what must come out of them, by numbers alone."""

import json
import lzma
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ztviewer.core.article import ArticleDraft
from ztviewer.core.body import clean, paragraphs
from ztviewer.core.errors import ImportProblem
from ztviewer.importers.mhtml import Mhtml
from ztviewer.importers.pages import read_page
from ztviewer.importers.source import bytes_source

EVERY = 25
"""of the pages of one programme, so many are passed over for each that is read"""


def members(archive: Path, wanted: Callable[[int, str], bool]) -> Iterator[tuple[str, bytes]]:
    """Files of an archive, in its order: those wanted by number and own name."""
    with tarfile.open(archive) as tar:
        for number, member in enumerate(member for member in tar if member.isfile()):
            own_name = Path(member.name).name
            file = tar.extractfile(member) if wanted(number, own_name) else None
            if file is not None:
                yield member.name, file.read()


def outcome(data: bytes) -> ArticleDraft | str:
    try:
        return read_page(data, url=None, declared=None, picture=lambda _: None).drafts[0]
    except ImportProblem as problem:
        return str(problem)


@pytest.fixture(scope="module")
def known_bad(shared_data: Path) -> set[str]:
    """The pages of one programme that are known to hold no article."""
    names = (shared_data / "cctv_html" / "known_bad_pages.txt").read_text("utf-8").split()
    return {f"{name}.shtml" for name in names}


@pytest.fixture(scope="module")
def programme(shared_data: Path, known_bad: set[str]) -> dict[str, ArticleDraft | str]:
    """What comes out of a sample of one programme's pages, and of the bad ones, by their names."""

    def wanted(number: int, name: str) -> bool:
        return number % EVERY == 0 or name in known_bad

    return {
        Path(name).name: outcome(data)
        for archive in sorted((shared_data / "cctv_html").glob("html-*.tar.xz"))
        for name, data in members(archive, wanted)
    }


@pytest.fixture(scope="module")
def expected(shared_data: Path) -> dict[str, dict[str, str]]:
    """What the pages of one programme hold."""
    with lzma.open(shared_data / "cctv_html" / "expected.jsonl.xz", "rt", encoding="utf-8") as file:
        return {record["html"]: record for record in map(json.loads, file)}


def f1(text: str, wanted: str) -> float:
    """The harmonic mean of precision and recall over characters, white space left out."""
    ours, theirs = Counter("".join(text.split())), Counter("".join(wanted.split()))
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def test_titles_times_and_texts_of_one_programme_are_exact(
    programme: dict[str, ArticleDraft | str], expected: dict[str, dict[str, str]]
) -> None:
    known = [(found, expected[name]) for name, found in programme.items() if name in expected]
    read = [(draft, record) for draft, record in known if isinstance(draft, ArticleDraft)]
    titles = sum(draft.title == " ".join(record["title"].split()) for draft, record in read)
    times = sum(str(draft.published)[:19] == record["published"] for draft, record in read)
    scores = [f1("".join(paragraphs(clean(draft.html))), record["body"]) for draft, record in read]
    assert len(known) > 350
    assert titles >= 0.99 * len(known)
    assert times >= 0.99 * len(known)
    assert sum(scores) >= 0.98 * len(known)


def test_day_lists_and_whole_programmes_are_no_articles(
    programme: dict[str, ArticleDraft | str], expected: dict[str, dict[str, str]]
) -> None:
    others = {name: found for name, found in programme.items() if name not in expected}
    assert len(others) > 40
    assert not [name for name, found in others.items() if isinstance(found, ArticleDraft)]


def test_pages_known_to_be_bad_are_rejected_and_gateway_errors_named_as_such(
    programme: dict[str, ArticleDraft | str], known_bad: set[str]
) -> None:
    reasons = [programme[name] for name in known_bad]
    assert not [reason for reason in reasons if isinstance(reason, ArticleDraft)]
    assert sum("error page" in str(reason) for reason in reasons) == 6


@pytest.fixture(scope="module")
def sites(shared_data: Path) -> dict[str, ArticleDraft | str]:
    """What comes out of pages of many sites."""
    archive = shared_data / "formats" / "gne_pages.tar.xz"
    return {
        name.split("/", 1)[1].removesuffix(".html"): outcome(data)
        for name, data in members(archive, lambda _number, name: name.endswith(".html"))
    }


def test_every_article_of_many_sites_has_a_title_a_date_and_a_text(
    sites: dict[str, ArticleDraft | str],
) -> None:
    lacking = [
        name
        for name, found in sites.items()
        if not name.startswith("test_list_page/")
        and not (
            isinstance(found, ArticleDraft)
            and found.title
            and found.published
            and len("".join(paragraphs(clean(found.html)))) > 80
        )
    ]
    assert len(sites) == 71
    assert not lacking


def test_lists_of_many_sites_are_no_articles(sites: dict[str, ArticleDraft | str]) -> None:
    lists = [found for name, found in sites.items() if name.startswith("test_list_page/")]
    assert lists
    assert all(isinstance(found, str) for found in lists)


MENU = ("登录", "注册", "首页", "相关阅读", "责任编辑", "版权所有", "扫码", "返回顶部", "点击排行", "举报")


def test_no_menu_stands_in_the_articles_of_many_sites(sites: dict[str, ArticleDraft | str]) -> None:
    lines = [
        (name, line)
        for name, found in sites.items()
        if isinstance(found, ArticleDraft)
        for line in paragraphs(clean(found.html))
        if len(line) <= 30 and any(word in line for word in MENU)
    ]
    assert not lines


def test_what_browsers_save_as_one_file_is_read_or_rejected(shared_data: Path) -> None:
    found = 0
    archive = shared_data / "formats" / "mhtml_browser.tar.xz"
    for name, data in members(archive, lambda _number, name: name.endswith(".mhtml")):
        source = bytes_source(name, Path(name).name, data)
        assert Mhtml().accepts(source, source.head())
        with suppress(ImportProblem):
            found += len(list(Mhtml().read(source)))
    assert found >= 5
