"""What an export holds can be shown by every program, whatever the archive keeps."""

from pathlib import Path

import pytest
from PIL import Image

from ztviewer.core.article import ArticleDraft, FigureDraft
from ztviewer.importers import read_picture
from ztviewer.services.archive import Archive

HEIC = (Path(__file__).parents[1] / "importers" / "data" / "turned.heic").read_bytes()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><script>x()</script></svg>'


@pytest.mark.parametrize(("data", "suffix"), [(HEIC, ".jpg"), (SVG, ".png")], ids=["heic", "svg"])
def test_a_rare_picture_is_exported_as_a_common_one(
    archive: Archive, tmp_path: Path, data: bytes, suffix: str
) -> None:
    picture = read_picture(data)
    ids = archive.importing.add([ArticleDraft("题", "<p>正文。</p>", figures=(FigureDraft(picture),))])
    archive.exporting.run(ids, "html", tmp_path / "out")
    (file,) = [path for path in (tmp_path / "out").rglob("*") if path.parent.name == "pictures"]
    assert file.suffix == suffix
    with Image.open(file) as image:
        assert image.size == (96, 48)
    assert archive.reading.picture(picture.digest).data == data
