"""Dates as people read them, in the user's language."""

from ztviewer.core.i18n import _
from ztviewer.core.published import Precision, Published


def shown_date(published: Published | None) -> str:
    """A publication time as precisely as it is known: `2022-06-06 09:35`, `June 2022`, `2022`."""
    if published is None:
        return ""
    match published.precision:
        case Precision.YEAR:
            return shown_year(published.iso)
        case Precision.MONTH:
            return shown_month_of_year(published.iso[:4], published.iso)
        case Precision.DAY:
            return published.iso
        case _other:
            return published.iso[:10] + " " + published.iso[11:16]


def shown_year(year: str) -> str:
    """`2022`; in Chinese `2022年`."""
    return _("{year}").format(year=year)


def shown_month_of_year(year: str, month: str) -> str:
    """`June 2022`; in Chinese `2022年6月`. The month as in `shown_month`."""
    return _("{month} {year}").format(month=shown_month(month), year=year)


def shown_month(month: str) -> str:
    """A month, given as `2022-06`, within its year: `June`; in Chinese `6月`."""
    names: tuple[str, ...] = (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
    )
    names += (_("September"), _("October"), _("November"), _("December"))
    return names[int(month[5:7]) - 1]
