"""Saved pages as files: told by their content, with the pictures of the folder beside them."""

from pathlib import Path

import pytest

from tests.importers.pages.samples import PAGE, picture
from ztviewer.importers.base import Imported
from ztviewer.importers.html import Html
from ztviewer.importers.source import bytes_source, file_source


@pytest.mark.parametrize(
    ("name", "head", "accepted"),
    [
        ("a.html", b"<!DOCTYPE html><html>", True),
        ("a.txt", b"\xef\xbb\xbf  <!doctype HTML>", True),
        ("a", b"<!-- saved from url=(0014)about:internet -->\n<html>", True),
        ("a.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', True),
        ("a.shtml", b'\n<link rel="stylesheet"><li>', True),
        ("a", "<html><body>".encode("utf-16"), True),
        ("a.htm", "只是一段文字。".encode(), False),
        ("a.xml", b'<?xml version="1.0"?><rss>', False),
        ("a.jsonl", b'{"html": "<html>"}', False),
        ("a.md", "# 标题\n\n<html> 是什么".encode(), False),
    ],
)
def test_a_page_is_told_by_its_content(name: str, head: bytes, accepted: bool) -> None:
    assert Html().accepts(bytes_source(name, name, head), head) is accepted


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("页面_files/a.png", "页面_files/a.png"),
        ("%E9%A1%B5%E9%9D%A2_files/a.png", "页面_files/a.png"),
        ("./页面.files/a.png?x=1", "页面.files/a.png"),
        ("https://img.example.com/2021/a.png", "页面_files/a.png"),
    ],
)
def test_pictures_come_from_the_folder_beside_the_page(tmp_path: Path, address: str, stored: str) -> None:
    (tmp_path / stored).parent.mkdir()
    (tmp_path / stored).write_bytes(picture())
    page = tmp_path / "页面.html"
    page.write_text(PAGE.replace('src="a.png"', f'src="{address}"'), encoding="utf-8")
    [found] = Html().read(file_source(page))
    assert isinstance(found, Imported)
    assert found.path == str(page)
    assert [figure.picture is not None for figure in found.draft.figures] == [True]
    assert found.draft.original is not None
    assert found.draft.original.data == page.read_bytes()


def test_a_picture_outside_of_what_is_imported_is_not_reached(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    (tmp_path / "in").mkdir()
    page = tmp_path / "in" / "a.html"
    for address in ("../secret.png", str(tmp_path / "secret.png"), f"file://{tmp_path}/secret.png"):
        page.write_text(PAGE.replace('src="a.png"', f'src="{address}"'), encoding="utf-8")
        [found] = Html().read(file_source(page))
        assert isinstance(found, Imported)
        assert all(figure.picture is None for figure in found.draft.figures)


def test_a_blank_that_keeps_a_pictures_place_is_not_taken_for_it(tmp_path: Path) -> None:
    blank = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='800' height='600'/%3E"
    (tmp_path / "a.png").write_bytes(picture())
    page = tmp_path / "a.html"
    page.write_text(PAGE.replace('src="a.png"', f'src="{blank}" data-src="a.png"'), encoding="utf-8")
    [found] = Html().read(file_source(page))
    assert isinstance(found, Imported)
    assert [figure.picture and figure.picture.media_type for figure in found.draft.figures] == ["image/png"]
