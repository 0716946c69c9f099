"""How slow work tells how far it is, and how it hears that it should stop."""

from typing import Protocol


class Progress(Protocol):
    """Called by slow work now and then; raises `Cancelled` when the user wants it to stop."""

    def __call__(self, done: int, total: int | None, note: str = "") -> None:
        """`done` of `total` steps are finished (None: nobody knows how many); `note` says what is at hand."""


def silent(done: int, total: int | None, note: str = "") -> None:
    """A Progress for work that nobody watches."""
