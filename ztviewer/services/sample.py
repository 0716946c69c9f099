"""The sample archive that a newcomer opens first: always a copy, so that trying things changes nothing of ours."""

import hashlib
import shutil
from pathlib import Path

from ztviewer.core.errors import NotAnArchive
from ztviewer.core.i18n import _
from ztviewer.core.paths import data_folder, sample_archive


def sample_copy() -> Path:
    """The user's own copy of the sample, made where it is missing.

    A program that brings another sample makes another copy; what the user did to the earlier one stays.
    """
    sample = sample_archive()
    if not sample.is_file():
        raise NotAnArchive(_("The sample archive is missing from this installation; install ZTViewer again."))
    digest = hashlib.sha256(sample.read_bytes()).hexdigest()
    copy = data_folder() / f"sample-{digest[:8]}" / "sample.db"
    if not copy.exists():
        copy.parent.mkdir(exist_ok=True)
        draft = copy.with_suffix(".new")
        shutil.copyfile(sample, draft)
        draft.replace(copy)
    return copy
