"""How far apart two spellings are."""


def distance(one: str, other: str) -> int:
    """Edits from one to the other: a letter added, dropped, replaced, or two neighbours swapped.

    The restricted Damerau-Levenshtein distance: no letter takes part in two edits. Time is len(one) * len(other).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, against in enumerate(other, start=1):
            best = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != against))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            current.append(min(best, before[column - 2] + 1) if swapped else best)
        before, last = last, current
    return last[-1]
