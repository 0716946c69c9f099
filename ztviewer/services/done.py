"""What a change returns: what it touched, one sentence about it, and how to take it back."""

from collections.abc import Callable
from dataclasses import dataclass

from ztviewer.core.curation import Changes


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made. `undo()` takes it back and returns the Done that would make it again."""

    changes: Changes
    sentence: str
    undo: Callable[[], "Done"]
