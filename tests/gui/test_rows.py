"""Rows of leads and of the reprints unfolded under them."""

import random

from ztviewer.core.article import ArticleId
from ztviewer.gui.rows import Rows

LEADS = [ArticleId(number) for number in (10, 20, 30, 40)]
FOLDED = {ArticleId(20): [ArticleId(21), ArticleId(22)], ArticleId(40): [ArticleId(41)]}


def test_unfolded_reprints_stand_below_their_lead() -> None:
    rows = Rows(LEADS, FOLDED)
    assert list(rows) == LEADS
    rows.turn(3)
    rows.turn(1)
    assert list(rows) == [10, 20, 21, 22, 30, 40, 41]
    assert rows.opened() == [20, 40]
    assert [rows.row(lead) for lead in range(4)] == [0, 1, 4, 5]
    assert [rows.place(row)[1] for row in range(7)] == [0, 0, 1, 2, 0, 0, 1]
    assert [list(rows.reprints(row)) for row in (0, 1, 2)] == [[], [21, 22], []]
    assert rows.is_open(1)
    assert not rows.is_open(4)
    rows.turn(1)
    assert list(rows) == [10, 20, 30, 40, 41]


def test_any_span_of_rows_is_what_counting_gives() -> None:
    chance = random.Random(4)
    for _ in range(100):
        leads = [ArticleId(100 * number) for number in range(chance.randrange(12))]
        folded = {
            lead: [ArticleId(lead + n + 1) for n in range(chance.randrange(1, 4))]
            for lead in leads
            if chance.random() < 0.5
        }
        rows, expected = Rows(leads, folded), list(leads)
        for lead in folded:
            if chance.random() < 0.7:
                rows.turn(expected.index(lead))
                expected[expected.index(lead) + 1 : expected.index(lead) + 1] = folded[lead]
        assert list(rows) == expected
        for start in range(-2, len(expected) + 2):
            for stop in range(-2, len(expected) + 2):
                assert rows[start:stop] == expected[start:stop]
