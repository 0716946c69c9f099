"""Whoosh's own test suite with our codec as the default: whatever passes with Whoosh's own codec must pass with it.

python -m tests.benchmarks.check_whoosh [whoosh3-VERSION.tar.gz]

Without an argument the source distribution of the installed version is fetched with pip.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

import pytest
import whoosh.codec

from ztviewer.search.codec.whoosh_codec import ArrayCodec

PROJECT = Path(__file__).resolve().parents[2]

CODEC = "ZTVIEWER_CHECKED_CODEC"
"""the variable that says which codec is the default, to the processes that the suite starts too"""

if os.environ.get(CODEC) == "arrays":
    whoosh.codec.default_codec = ArrayCodec


class Recorder:
    """Collects the names of the tests that pass."""

    def __init__(self) -> None:
        self.passed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest for each phase of each test."""
        if report.when == "call" and report.passed:
            self.passed.append(report.nodeid)


def main() -> int:
    """Run the suite with both codecs and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--inside", nargs=2, metavar=("RESULT", "ROOT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        return _inside(*arguments.inside)
    with tempfile.TemporaryDirectory() as folder:
        source = arguments.source or _fetched(Path(folder))
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        root = next(path for path in Path(folder).iterdir() if (path / "tests").is_dir())
        own, ours = (_passed(codec, root) for codec in ("own", "arrays"))
    lost = sorted(own - ours)
    print(f"{len(own)} tests pass with Whoosh's own codec, {len(own & ours)} of them with ours")
    print("".join(f"lost: {name}\n" for name in lost), end="")
    return 1 if lost or not own else 0


def _fetched(folder: Path) -> Path:
    wanted = f"whoosh3=={version('whoosh3')}"
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--no-binary",
        ":all:",
        "--dest",
        str(folder),
    ]
    subprocess.run([*command, wanted], check=True)
    return next(folder.glob("whoosh3-*.tar.gz"))


def _passed(codec: str, root: Path) -> set[str]:
    """The tests that pass with a codec, in a process of their own."""
    result = root / f"{codec}.json"
    command = [sys.executable, "-m", "tests.benchmarks.check_whoosh", "--inside", str(result), str(root)]
    subprocess.run(command, cwd=PROJECT, env=os.environ | {CODEC: codec}, check=True)
    return set(json.loads(result.read_text("utf-8")))


def _inside(result: str, root: str) -> int:
    recorder = Recorder()
    options = ["-q", "--no-header", "--tb=no", "-r", "N", "-p", "no:cacheprovider", "-p", "no:xdist"]
    pytest.main(
        [*options, "-c", f"{root}/pyproject.toml", "--rootdir", root, f"{root}/tests"], plugins=[recorder]
    )
    Path(result).write_text(json.dumps(recorder.passed), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
