"""Publication times: as precise as they are known, in one zone, in an order that is text order."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztviewer.core.published import CHINA, Precision, Published, now


@pytest.mark.parametrize(
    ("iso", "precision", "month", "day"),
    [
        ("2022", Precision.YEAR, None, None),
        ("2022-06", Precision.MONTH, "2022-06", None),
        ("2022-06-06", Precision.DAY, "2022-06", date(2022, 6, 6)),
        ("2022-06-06T09:35+08:00", Precision.MINUTE, "2022-06", date(2022, 6, 6)),
        ("2022-06-06T09:35:10+08:00", Precision.SECOND, "2022-06", date(2022, 6, 6)),
    ],
)
def test_a_time_knows_how_precise_it_is(
    iso: str, precision: Precision, month: str | None, day: date | None
) -> None:
    published = Published(iso)
    assert (published.precision, published.year, published.month, published.day) == (
        precision,
        "2022",
        month,
        day,
    )
    assert str(published) == iso


@pytest.mark.parametrize(
    "iso",
    [
        *(
            "",
            "22",
            "0000",
            "2022-",
            "2022-00",
            "2022-13",
            "2022-06-00",
            "2022-02-29",
            "2022-06-31",
            "2022-6-6",
        ),
        *(
            "2022-06-06T09+08:00",
            "2022-06-06T24:00+08:00",
            "2022-06-06T09:60+08:00",
            "2022-06-06T09:35:61+08:00",
        ),
        *(
            "2022-06-06T09:35",
            "2022-06-06T09:35Z",
            "2022-06-06T09:35+09:00",
            "2022-06-06 09:35+08:00",
            "2022-06-06\n",
        ),
        *("２０２２", "2022-０6", "٢٠٢٢", "2022-06-06T09:35:10.5+08:00"),
    ],
)
def test_any_other_form_is_an_error(iso: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Published(iso)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2022", "2022"),
        (" 2022-06 ", "2022-06"),
        ("2022-06-06", "2022-06-06"),
        ("20220606", "2022-06-06"),
        ("2022-06-06T09", "2022-06-06"),
        ("2022-06-06 09:35", "2022-06-06T09:35+08:00"),
        ("2022-06-06T09:35:10", "2022-06-06T09:35:10+08:00"),
        ("20220606T093510", "2022-06-06T09:35:10+08:00"),
        ("2022-06-06T09:35:10.123456", "2022-06-06T09:35:10+08:00"),
        ("2022-06-06T09:35:10,5+08:00", "2022-06-06T09:35:10+08:00"),
        ("2022-06-06T20:35:10Z", "2022-06-07T04:35:10+08:00"),
        ("2022-06-06 20:35 +0000", "2022-06-07T04:35+08:00"),
        ("2022-06-06T20:35-03:30", "2022-06-07T08:05+08:00"),
        ("2022-01-01T00:00+09", "2021-12-31T23:00+08:00"),
    ],
)
def test_iso_8601_is_read_in_its_usual_forms(text: str, iso: str) -> None:
    assert Published.parse(text) == Published(iso)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "昨天",
            "2022年6月6日",
            "06/06/2022",
            "2022-02-29",
            "2022-06-06T25:00",
            "2022-06-06T09:35+99:00",
        ),
        *(
            "2022-06-06T09:35 Uhr",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "２０２２-06-06",
            "9" * 10_000,
        ),
    ],
)
def test_what_is_no_time_is_an_error_and_nothing_worse(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Published.parse(text)


@given(st.text(alphabet="0123456789-:T Z+.,", max_size=30))
def test_reading_gives_a_time_or_a_value_error(text: str) -> None:
    try:
        published = Published.parse(text)
    except ValueError:
        return
    assert Published.parse(published.iso) == published


MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9998, 1, 1))  # noqa: DTZ001 - the bounds are given without a zone


@given(MOMENTS, st.sampled_from(Precision))
def test_a_moment_is_cut_to_a_precision(moment: datetime, precision: Precision) -> None:
    published = Published.of(moment, precision)
    assert published.precision is precision
    assert moment.replace(tzinfo=CHINA).isoformat().startswith(published.iso.removesuffix("+08:00"))
    assert Published.of(moment.date(), precision).iso == published.iso[:10]


@given(MOMENTS, MOMENTS)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert (Published.of(one) < Published.of(other)) is (
        one.replace(microsecond=0) < other.replace(microsecond=0)
    )


@given(MOMENTS, st.integers(-12, 14))
def test_the_zone_makes_no_difference_to_the_moment(moment: datetime, hours: int) -> None:
    elsewhere = moment.replace(tzinfo=CHINA).astimezone(timezone(timedelta(hours=hours)))
    assert Published.of(elsewhere) == Published.of(moment)
    assert Published.parse(elsewhere.isoformat(timespec="seconds")) == Published.of(moment)


def test_the_archives_own_times_have_an_offset() -> None:
    assert Published(now()).precision is Precision.SECOND
