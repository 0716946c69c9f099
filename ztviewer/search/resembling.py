"""Names that resemble a text: one character off, or the same sound."""

from collections.abc import Iterable

from ztviewer.core.fold import fold
from ztviewer.core.spelling import distance
from ztviewer.search.pinyin import same_sound


def resembling(names: Iterable[str], text: str) -> list[str]:
    """Those of the names that sound like a text, then those that are one character off; never the text itself."""
    wanted = fold(text)
    sounds = [frozenset(same_sound(character)) for character in wanted]
    alike, near = [], []
    for name in names:
        folded = fold(name)
        if folded == wanted or abs(len(folded) - len(wanted)) > 1:
            continue
        if len(folded) == len(wanted) and all(map(frozenset.__contains__, sounds, folded)):
            alike.append(name)
        elif len(wanted) > 1 and len(set(wanted) - set(folded)) < 2 and distance(folded, wanted) < 2:
            near.append(name)
    return [*alike, *near]
