"""The Chinese catalogue says what the code can say, all of it and nothing else."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from ztviewer.core.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "ztviewer"
TRANSLATIONS = ROOT / "resources" / "translations"

Msgid = str | tuple[str, str]
"""A message, or its singular and plural."""


@pytest.fixture(scope="module")
def code() -> frozenset[Msgid]:
    """What `make translations` finds in the code."""
    found = (message for _file, _line, message, *_rest in extract_from_dir(CODE))
    return frozenset(message if isinstance(message, str) else (message[0], message[1]) for message in found)


@pytest.fixture(scope="module", params=[language for language in LANGUAGES if language != "en"])
def folder(request: pytest.FixtureRequest) -> Path:
    """Where the catalogue of a language lies."""
    return TRANSLATIONS / str(request.param) / "LC_MESSAGES"


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> Catalog:
    """The translations as people write them."""
    with (folder / "ztviewer.po").open("rb") as file:
        return read_po(file)


def test_every_message_can_be_found_in_the_code(code: frozenset[Msgid]) -> None:
    """Babel does not look into an f-string, and nothing can look into a variable."""
    written = {message for path in sorted(CODE.rglob("*.py")) for message in _written(path)}
    assert written - code == set()


def test_every_message_of_the_code_is_translated(code: frozenset[Msgid], catalogue: Catalog) -> None:
    translated = {msgid for msgid, strings in _entries(catalogue) if all(text.strip() for text in strings)}
    assert sorted(map(str, code - translated)) == []


def test_no_translation_is_out_of_use(code: frozenset[Msgid], catalogue: Catalog) -> None:
    there = {msgid for msgid, _strings in _entries(catalogue)}
    assert sorted(map(str, there - code)) == []
    assert list(catalogue.obsolete) == []


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_every_translation_has_the_placeholders_of_its_message(catalogue: Catalog) -> None:
    wrong = [
        (msgid, text)
        for msgid, strings in _entries(catalogue)
        for text in strings
        if _placeholders(text) != _placeholders("".join(_texts(msgid)))
    ]
    assert wrong == []


def test_every_menu_keeps_its_mnemonic(catalogue: Catalog) -> None:
    wrong = [
        (msgid, text)
        for msgid, strings in _entries(catalogue)
        for text in strings
        if isinstance(msgid, str) and re.findall(r"&\w", msgid) != re.findall(r"&\w", text)
    ]
    assert wrong == []


def test_chinese_is_punctuated_in_chinese(catalogue: Catalog) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;?!]|[,;?!][\u4e00-\u9fff]|[\u4e00-\u9fff]\.$")
    assert [
        text for _msgid, strings in _entries(catalogue) for text in strings if half_width.search(text)
    ] == []


def test_the_program_reads_what_people_wrote(folder: Path, catalogue: Catalog) -> None:
    with (folder / "ztviewer.mo").open("rb") as file:
        compiled = read_mo(file)
    assert dict(_entries(compiled)) == dict(_entries(catalogue))
    assert compiled.num_plurals == catalogue.num_plurals


def _written(path: Path) -> Iterator[Msgid | None]:
    """The messages of a module as Python itself reads them; None stands for one that is computed."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="_"), args=[text]):
                yield _literal(text)
            case ast.Call(func=ast.Name(id="ngettext"), args=[one, many, _count]):
                first, second = _literal(one), _literal(many)
                yield (first, second) if first and second else None


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _entries(catalogue: Catalog) -> Iterator[tuple[Msgid, tuple[str, ...]]]:
    """Each message with its translation, or one for each plural form; the header left out."""
    for message in catalogue:
        if message.id:
            msgid = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            yield msgid, _texts(message.string)


def _texts(strings: str | Iterable[str] | None) -> tuple[str, ...]:
    return (strings,) if isinstance(strings, str) else tuple(strings or ("",))


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None)
