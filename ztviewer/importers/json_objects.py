"""An article from a JSON object: its keys are told as the columns of a table are, or a person has said what they hold."""

from collections.abc import Iterable

from ztviewer.core.article import FigureDraft, Original
from ztviewer.core.errors import ImportProblem
from ztviewer.core.i18n import _
from ztviewer.core.mapping import ColumnMapping, Table, mapping_for
from ztviewer.importers.base import Imported
from ztviewer.importers.charset import Decoded
from ztviewer.importers.columns import guess
from ztviewer.importers.fields import draft_of, field_of, figures_of
from ztviewer.importers.plain_text import first_sentence, printable
from ztviewer.importers.source import Source

_FIGURE = ("caption", "alt", "credit")
"""What our own export says of a figure, in the order of FigureDraft."""


def table_of(source: Source, objects: Iterable[dict[str, object]]) -> Table:
    """What the keys of some objects hold."""
    rows = list(objects)
    header = tuple(dict.fromkeys(key for one in rows for key in one))
    sample = tuple(tuple(_shown(one.get(key)) for key in header) for one in rows)
    columns = mapping_for(header, source.options.mappings) or guess(header, sample)
    return Table(source.place, 0, columns, sample)


def document_of(
    place: str, source: Source, fields: dict[str, object], keys: ColumnMapping, data: bytes, decoded: Decoded
) -> Imported:
    """The article that an object is, `data` being the object as it was received. ImportProblem where it is none."""
    known = dict(zip(keys.header, keys.fields, strict=True))
    values: dict[str, str] = {}
    for key, value in fields.items():
        field = known[key] if key in known else field_of(key)
        said = _said(key, field, value) if field is not None else None
        if field is not None and said:
            values.setdefault(field, said)
    figures = _figures(fields["figures"]) if fields.get("figures") is not None else figures_of(source, values)
    draft = draft_of(values, figures, Original(source.name, "application/json", data))
    guessed = decoded.guessed if "title" in values else (*decoded.guessed, first_sentence())
    return Imported(place, draft, decoded.charset, guessed)


def _said(key: str, field: str, value: object) -> str | None:
    """What a value says of a field; an ImportProblem where what makes an article is no text."""
    match value:
        case str():
            return printable(value).strip()
        case None:
            return None
        case list() if all(isinstance(one, str) for one in value):
            return (
                "\n".join(map(printable, value))
                if field in ("text", "picture")
                else printable("、".join(value))
            )
    if field in ("title", "text", "html"):
        raise ImportProblem(_("The field {name} is no text.").format(name=key))
    return str(value) if isinstance(value, int | float) else None


def _shown(value: object) -> str:
    """A value as it is shown in a table, and its kind is told."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return str(value) if isinstance(value, str | int | float) else ""


def _figures(value: object) -> tuple[FigureDraft, ...]:
    """The figures of our own export; their pictures are not in it."""
    if not isinstance(value, list) or not all(isinstance(figure, dict) for figure in value):
        raise ImportProblem(_("The field {name} is no list of objects.").format(name="figures"))
    parts = ([_said(part, part, figure.get(part)) or None for part in _FIGURE] for figure in value)
    return tuple(FigureDraft(None, *said) for said in parts)
