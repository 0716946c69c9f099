"""Another way to write a query, with what it would find."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """A query that sounds like the one typed, and is more often written."""

    text: str
    """to be searched as if it had been typed"""
    total: int
    """how many articles it finds"""
