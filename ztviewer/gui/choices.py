"""What a click on a facet makes of the choices so far: pure rules, no widgets."""

from enum import Enum

from ztviewer.core.query import Choice, Facet

_DATES = (Facet.YEAR, Facet.MONTH)


class Click(Enum):
    """How a facet's value was clicked."""

    NARROW = "narrow"
    """replace this facet's choices; again takes it back"""
    ADD = "add"
    """one more beside those chosen; again takes it back"""
    EXCLUDE = "exclude"
    """none with it; again takes it back"""


def clicked(choices: tuple[Choice, ...], facet: Facet, value: str, click: Click) -> tuple[Choice, ...]:
    """The choices after a click.

    Years and months count as one facet, since a month of one year and another year would leave nothing.
    """
    choice = Choice(facet, value, excluded=click is Click.EXCLUDE)
    same = next((old for old in choices if (old.facet, old.value) == (facet, value)), None)
    rest = tuple(old for old in choices if old is not same)
    if click is Click.NARROW:
        others = tuple(old for old in rest if old.excluded or not _together(old.facet, facet))
        alone = len(others) == len(rest)
        return others if same == choice and alone else (*others, choice)
    if same == choice:
        return rest
    if click is Click.ADD:
        rest = tuple(
            old for old in rest if old.excluded or old.facet == facet or not _together(old.facet, facet)
        )
    return (*rest, choice)


def _together(one: Facet, other: Facet) -> bool:
    return one == other or (one in _DATES and other in _DATES)
