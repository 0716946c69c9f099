"""Every hostile and damaged document that can be had, read one after the other in a watched process.

The run fails where one of them ends otherwise than as clean articles or as a reason, or takes too long or too much.
"""

import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.report import table, write_section
from tests.importers.hostile import HOSTILE
from tests.importers.samples import zipped
from tests.importers.test_damage import SAMPLES, damaged
from tests.importers.watched import MEMORY_BYTES, SECONDS, Seen, Watched

COPIES = 100
"""Damaged copies of each good sample."""

Document = tuple[str, Callable[[], bytes]]


def main() -> None:
    """`python -m tests.benchmarks.hostile [shared/data]`."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data") / "formats"
    groups: dict[str, Iterator[Document]] = {
        "made to do harm": iter(HOSTILE.items()),
        f"good samples of each format, {COPIES} damaged copies each": _damaged(),
    }
    if data.is_dir():
        groups |= {
            "pictures from the tests of a decoder, each in a table": _pictures(data / "pillow_images.tar.xz"),
            "ZIM files, good and invalid": _packed(data / "zim" / "zim_samples.tar.xz", ".zim"),
            "web captures, good and bad": _packed(data / "warc_samples.tar.xz", "warcs/"),
        }
    found = {name: _watch(documents) for name, documents in groups.items()}
    write_section("hostile", "Hostile and damaged documents", _report(found))
    if any(seen.problem for group in found.values() for seen in group.values()):
        raise SystemExit(1)


def _damaged() -> Iterator[Document]:
    for name, made in SAMPLES.items():
        whole = made()
        for seed in range(COPIES):
            yield f"{seed}-{name}", partial(damaged, whole, seed)


def _pictures(archive: Path) -> Iterator[Document]:
    for name, read in _packed(archive, "/images/"):
        files = {"t.csv": b"title,picture\nx,p.png\n", "p.png": read()}
        yield f"{name.replace('/', '_')}.zip", partial(zipped, files)


def _packed(archive: Path, part: str) -> Iterator[Document]:
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() and part in member.name else None
            if file is not None:
                yield member.name, file.read


def _watch(documents: Iterator[Document]) -> dict[str, Seen]:
    found = {}
    with tempfile.TemporaryDirectory() as folder, Watched() as watched:
        for name, made in documents:
            path = Path(folder) / Path(name).name
            path.write_bytes(made())
            found[name] = watched.see(path)
            path.unlink()
    return found


def _report(found: dict[str, dict[str, Seen]]) -> str:
    rows = [[name, *_row(list(seen.values()))] for name, seen in found.items()]
    slow = sorted(
        ((one.seconds, one.mib, name) for seen in found.values() for name, one in seen.items()), reverse=True
    )[:10]
    problems = [
        f"* `{name}`: {one.problem}" for seen in found.values() for name, one in seen.items() if one.problem
    ]
    return (
        f"`make bench-hostile`. Each file is read in a process without network, with {MEMORY_BYTES >> 30} GiB of address "
        f"space and {SECONDS:g} seconds a file. Files added from hold at least one article, its body clean; the others were "
        "rejected with a reason. MiB are the most that the whole process held while it read the file.\n\n"
        + table(["", "files", "added from", "rejected", "neither", "longest, s", "most, MiB"], rows)
        + "\n\nThe slowest:\n\n"
        + table(["file", "s", "MiB"], [[f"`{name}`", f"{s:.1f}", f"{mib:.0f}"] for s, mib, name in slow])
        + "\n\n"
        + ("\n".join(problems) or "None ended otherwise.")
    )


def _row(seen: list[Seen]) -> list[str]:
    good = [one for one in seen if one.problem is None]
    added = sum(one.added > 0 for one in good)
    return [
        *map(str, (len(seen), added, len(good) - added, len(seen) - len(good))),
        f"{max(one.seconds for one in seen):.1f}",
        f"{max(one.mib for one in seen):.0f}",
    ]


if __name__ == "__main__":
    main()
