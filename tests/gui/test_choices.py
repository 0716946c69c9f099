"""What a click on the left side makes of the choices."""

import pytest

from ztviewer.core.query import Choice, Facet
from ztviewer.gui.choices import Click, clicked

A, B = Choice(Facet.SOURCE, "a"), Choice(Facet.SOURCE, "b")
NOT_A, NOT_B = Choice(Facet.SOURCE, "a", excluded=True), Choice(Facet.SOURCE, "b", excluded=True)
YEAR, MONTH = Choice(Facet.YEAR, "2022"), Choice(Facet.MONTH, "2021-05")
TAG = Choice(Facet.TAG, "地区/镇江")


@pytest.mark.parametrize(
    ("before", "on", "click", "after"),
    [
        ((), A, Click.NARROW, (A,)),
        ((A,), A, Click.NARROW, ()),
        ((A,), B, Click.NARROW, (B,)),
        ((A, B), A, Click.NARROW, (A,)),
        ((TAG, A), B, Click.NARROW, (TAG, B)),
        ((A,), B, Click.ADD, (A, B)),
        ((A, B), B, Click.ADD, (A,)),
        ((), A, Click.EXCLUDE, (NOT_A,)),
        ((NOT_A,), A, Click.EXCLUDE, ()),
        ((A,), A, Click.EXCLUDE, (NOT_A,)),
        ((NOT_A,), A, Click.NARROW, (A,)),
        ((NOT_A,), B, Click.NARROW, (NOT_A, B)),
        ((A,), B, Click.EXCLUDE, (A, NOT_B)),
        ((YEAR,), MONTH, Click.NARROW, (MONTH,)),  # together they would leave nothing
        ((YEAR, TAG), MONTH, Click.ADD, (TAG, MONTH)),
    ],
)
def test_a_click_changes_the_choices_of_its_facet(
    before: tuple[Choice, ...], on: Choice, click: Click, after: tuple[Choice, ...]
) -> None:
    assert clicked(before, on.facet, on.value, click) == after
