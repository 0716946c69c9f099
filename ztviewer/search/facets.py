"""Choices over the columns of an index: which documents they leave."""

from collections.abc import Iterable
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ztviewer.core.query import Choice, Facet
from ztviewer.search.columns import CATEGORIES, MONTH, YEAR, Columns

Mask = NDArray[np.bool_]


def chosen(columns: Columns, choices: Iterable[Choice]) -> Mask:
    """Which documents the choices leave: those of one facet add up, different facets narrow; one entry a document."""
    result = np.ones(len(columns), bool)
    wanted = sorted((choice for choice in choices if not choice.excluded), key=lambda choice: choice.facet)
    for _facet, group in groupby(wanted, key=lambda choice: choice.facet):
        result &= np.logical_or.reduce([_carrying(columns, choice) for choice in group])
    for choice in choices:
        if choice.excluded:
            result &= ~_carrying(columns, choice)
    return result


def _carrying(columns: Columns, choice: Choice) -> Mask:
    if choice.facet in CATEGORIES:
        return columns.categories[CATEGORIES[choice.facet]].carrying(choice.value)
    if choice.facet is Facet.IMAGE:
        return columns.pictures > 0
    parts = [int(part) for part in choice.value.split("-") if part.isdigit()]
    if len(parts) != (2 if choice.facet is Facet.MONTH else 1):
        return np.zeros(len(columns), bool)
    by_year = choice.facet is Facet.YEAR
    codes = columns.moments >> (YEAR if by_year else MONTH)
    mask: Mask = codes == (parts[0] if by_year else parts[0] << YEAR - MONTH | parts[1])
    return mask
