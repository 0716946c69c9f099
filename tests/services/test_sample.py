"""A newcomer's first start opens a copy of the sample."""

from ztviewer.core.paths import sample_archive
from ztviewer.services.archive import Archive
from ztviewer.services.sample import sample_copy


def test_the_copy_can_be_changed_and_the_sample_stays_as_it_is() -> None:
    before = sample_archive().read_bytes()
    copy = sample_copy()
    archive = Archive.open(copy)
    archive.describe({"title": "改过的"})
    archive.close()
    assert sample_copy() == copy
    again = Archive.open(copy)
    assert again.info.title == "改过的"
    again.close()
    assert sample_archive().read_bytes() == before
