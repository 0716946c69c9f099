"""What the window calls the parts of an import: outcomes, fields, guesses, rules, and what became of all documents."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from ztviewer.core.i18n import _, ngettext
from ztviewer.core.importing import Given, Guess, ImportResult, OutcomeKind, Rule


def outcome_name(kind: OutcomeKind) -> str:
    """An outcome in one word or two."""
    match kind:
        case "added":
            return _("New")
        case "reprint":
            return _("Reprint")
        case "duplicate":
            return _("There already")
        case "rejected":
            return _("Rejected")


def field_name(field: str) -> str:
    """A part of an article, as a person calls it; what has no name here keeps its own."""
    names = {
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "source": _("Source"),
        "author": _("Author"),
        "editor": _("Editor"),
        "column": _("Column"),
        "published": _("Date"),
        "url": _("Address"),
        "language": _("Language"),
        "text": _("Text"),
        "html": _("Text in HTML"),
        "picture": _("Picture files"),
        "caption": _("Caption"),
        "credit": _("Picture credit"),
        "charset": _("Charset"),
    }
    return names.get(field, field)


def guess_sentence(guess: Guess) -> str:
    """What was guessed, and how."""
    return _("{what}: {how}").format(what=field_name(guess.what), how=guess.how)


def looks_at(when: str) -> str:
    """What a rule looks at."""
    names = {
        "folder": _("A folder is called"),
        "source": _("The source is called"),
        "text": _("The title or text holds"),
    }
    return names[when]


def gives(rule: Rule) -> str:
    """What a rule gives."""
    return given_words(Given(rule.tags, (rule.topic,) if rule.topic else (), rule.column))


def given_words(given: Given) -> str:
    """What rules give a document, in a line."""
    parts = [f"#{tag}" for tag in given.tags]
    parts += [_("topic “{title}”").format(title=title) for title in given.topics]
    if given.column is not None:
        parts.append(_("column “{name}”").format(name=given.column))
    return "  ".join(parts)


def short_name(path: str) -> str:
    """The last part of a report path: `a.html` of `剪报/news.zip!江城/a.html`."""
    return PurePath(path.replace("!", "/").replace("\\", "/")).name or path


def import_name(began: str, paths: Sequence[Path]) -> str:
    """An import that was begun at a time in ISO 8601, by that and by what was imported: `2024-05-06 09:35  ·  剪报 …`."""
    names = " …" if len(paths) > 1 else ""
    return f"{began[:10]} {began[11:16]}" + (f"  ·  {paths[0].name or paths[0]}{names}" if paths else "")


def import_sentence(result: ImportResult, *, tried: bool = False) -> str:
    """What became of an import, or would become of it, in a sentence."""
    if tried:
        parts = [ngettext("{count} article would be added", "{count} articles would be added", result.added)]
    else:
        parts = [ngettext("{count} article added", "{count} articles added", result.added)]
    counts = [result.added]
    if result.reprints:
        parts.append(ngettext("{count} of them a reprint", "{count} of them reprints", result.reprints))
        counts.append(result.reprints)
    if result.duplicates:
        parts.append(ngettext("{count} was there already", "{count} were there already", result.duplicates))
        counts.append(result.duplicates)
    if result.rejected:
        parts.append(ngettext("{count} rejected", "{count} rejected", result.rejected))
        counts.append(result.rejected)
    told = [part.format(count=f"{count:,}") for part, count in zip(parts, counts, strict=True)]
    text = _("{parts}.").format(parts=_(", ").join(told))
    return _("Import stopped: {result}").format(result=text) if result.cancelled else text
