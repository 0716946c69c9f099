"""Writes measured tables into docs/benchmarks.md, each in a section of its own, with machine, versions and date."""

import datetime
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"

_HEAD = """# Benchmarks

Made by commands (`make help` lists them), never by hand. Every section says where and when it was measured.
The machines are shared and noisy: compare rows of one run, not runs.
Where a section names its pace, that is the time in which Python added up a million squares when the run had ended: it
has been from some 40 ms to 100 on one machine, whose figures differ as much.
"""
_LOOPS = 9
_LIBRARIES = ("PySide6-Essentials", "whoosh3", "numpy", "sqlite-utils")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are set right."""
    marks = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [head, marks, *rows])


def write_section(name: str, title: str, text: str) -> None:
    """Put a section into docs/benchmarks.md in place of the one of that name, and print it."""
    opening, closing = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{opening}\n## {title}\n\n{_machine()}\n\n{text.strip()}\n{closing}\n"
    page = BENCHMARKS.read_text("utf-8") if BENCHMARKS.exists() else _HEAD
    if opening in page:
        before, _, rest = page.partition(opening)
        page = before + section + rest.partition(closing + "\n")[2]
    else:
        page = page.rstrip("\n") + "\n\n" + section
    BENCHMARKS.write_text(page, "utf-8")
    print(section)


def _machine() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return (
        f"{today}; {_processor()}, {os.cpu_count()} cores; {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}; pace {_pace():.0f} ms."
    )


def _pace() -> float:
    """How fast the machine is just now: milliseconds for a million squares added up, the median of some."""
    times: list[float] = []
    for _ in range(_LOOPS):
        total, began = 0, time.perf_counter()
        for step in range(1_000_000):
            total += step * step
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown processor")
