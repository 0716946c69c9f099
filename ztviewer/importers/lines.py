"""What single lines of an article say beside its text: its end, its editor, who wrote it, who took a picture."""

from collections.abc import Sequence

from ztviewer.importers.byline import Byline
from ztviewer.importers.rules import rules


def said(text: str, *, behind: float | None) -> Byline | None:
    """What a line says that is no text (perhaps nothing); None for a line that is.

    `behind` is how much of the text follows, to ask for lines that end it; None asks for single lines that go.
    """
    text = " ".join(text.split())
    for rule in rules().lines:
        fits = rule.room is None if behind is None else rule.room is not None and behind <= rule.room
        if fits and (match := rule.pattern.match(text)):
            found = {name: " ".join(value.split()) for name, value in match.groupdict().items() if value}
            return Byline(found.get("source"), found.get("author"), found.get("editor"))
    return None


def subtitle(text: str) -> str | None:
    """The second headline that a line is."""
    return next((match["subtitle"] for rule in rules().subtitles if (match := rule.match(text))), None)


def paper(text: str) -> str | None:
    """The newspaper, agency or site that a line is the name of."""
    return next((match["source"] for rule in rules().papers if (match := rule.match(text))), None)


def signed(paragraphs: Sequence[str]) -> str | None:
    """Who wrote an article, as its first or last paragraph says."""
    for signature in rules().signatures:
        for text in paragraphs[:1] if signature.first else paragraphs[-1:]:
            if match := signature.pattern.search(text):
                return " ".join(match["author"].split())
    return None


def captioned(text: str) -> tuple[bool, str | None]:
    """Whether a line reads like a caption, and who took the picture."""
    matches = [match for rule in rules().captions if (match := rule.match(text))]
    credit = next((who for match in matches if (who := match.groupdict().get("credit"))), None)
    return bool(matches), credit and _closed(credit)


def _closed(credit: str) -> str:
    """A credit with the bracket that it opens: `新华社发（张三 摄）`."""
    opened = next((pair for pair in ("（）", "()") if pair[0] in credit and pair[1] not in credit), None)
    return credit + opened[1] if opened else credit
