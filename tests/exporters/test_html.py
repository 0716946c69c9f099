"""The exported pages: whole, linked to one another, and closed against the network."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from tests.exporters.conftest import pictures, the_articles
from ztviewer.core.progress import silent
from ztviewer.exporters.html import Html, article_page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Html().write(the_articles(), 5, pictures, tmp_path / "pages", silent)
    return tmp_path / "pages"


def test_every_address_within_the_pages_leads_to_a_file(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    led_to = set()
    for page in pages:
        for element, _attribute, address, _position in lxml.html.parse(str(page)).getroot().iterlinks():
            if urlsplit(address).scheme:
                assert element.tag == "a"
                continue
            led_to.add((page.parent / unquote(address)).resolve())
    assert led_to == {path.resolve() for path in folder.rglob("*") if path.is_file()}


def test_no_page_can_load_anything_remote_or_run_anything(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        root = lxml.html.parse(str(page)).getroot()
        policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none';")
        assert "http" not in policy
        assert not root.xpath("//script | //iframe | //object | //form | //@onclick")


def test_a_picture_that_two_articles_show_is_one_file(folder: Path) -> None:
    assert len(list((folder / "pictures").iterdir())) == 2


def test_one_page_carries_its_style_in_itself() -> None:
    page = article_page(the_articles()[0])
    assert "<style>" in page
    assert "<link" not in page
