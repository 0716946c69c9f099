"""A recorded run through the window that watches the event loop: nothing may hold it up for more than 50 ms.

python -m tests.benchmarks.gui [ARCHIVE.db] [--articles 10000]

Without an archive, one is made of real articles; its index is built while the window is used.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.event_loop import Heart, Held, WatchedApplication, idle
from tests.benchmarks.gui_run import RecordedRun
from tests.benchmarks.news import NEWS, cut
from tests.benchmarks.report import table, write_section
from ztviewer.gui.app import Program, make_ready
from ztviewer.services.archive import Archive

LIMIT_MS = 50
LISTED = 12


def main() -> None:
    """Run, write the section, and fail where the window froze."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _use_folders(folder)
        target = folder / "measured.db"
        if arguments.archive is not None:
            shutil.copyfile(arguments.archive, target)
        else:
            _make(target, arguments.articles)
        longest = _record(target, folder)
    if longest > LIMIT_MS:
        raise SystemExit(f"the window was held up for {longest:.0f} ms")


def _use_folders(folder: Path) -> None:
    """Keep away from the user's own settings and indexes."""
    for variable in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        os.environ[variable] = str(folder / variable)


def _make(target: Path, articles: int) -> None:
    archive = Archive.create(target, "measured")
    archive.importing.run([cut(NEWS, articles, target.with_suffix(".jsonl"))])
    archive.close()


def _record(path: Path, folder: Path) -> float:
    make_ready()
    app = WatchedApplication(["ztviewer"])
    heart = Heart(app)
    program = Program(app)
    run = RecordedRun(program.window, folder)
    program.begin(path)
    program.window.resize(1440, 900)
    idle(200)
    app.events.clear()  # putting the window together comes before there is anything to be held up
    heart.start()
    for name, take in run.steps():
        app.step = name
        take()
    heart.stop()
    articles = program.window.opened().session.archive.info.articles
    held = [*app.events]
    program.window.close()
    app.events = held  # closing waits for the archive, behind a window that is gone
    _report(app, heart, run, articles)
    return max(held.own_ms for held in (*app.events, *heart.stalls))


def _report(app: WatchedApplication, heart: Heart, run: RecordedRun, articles: int) -> None:
    answers = statistics.median(took for _query, _count, took in run.answers)
    head = (
        f"{app.counted:,} events. Over {LIMIT_MS} ms: {_over(app.events)}; the longest {_most(app.events):.1f} ms. "
        "`ms` is what the user saw on this machine. `own` leaves out the time in which the window was ready but no "
        "processor was free, be it for other programs or for our own worker threads: the run fails by `own`."
    )
    between = (
        f"Times the loop did nothing else for over {LIMIT_MS} ms: {_over(heart.stalls)}; "
        f"the longest {_most(heart.stalls):.1f} ms."
    )
    typed = f"From the last letter to the answer on the screen, pause in typing included: median {answers:.0f} ms."
    rows = [(f"`{query}`", f"{count:,}", f"{took:.0f}") for query, count, took in run.answers]
    events = [(one.step, one.what, f"{one.ms:.1f}", f"{one.own_ms:.1f}") for one in _longest(app.events)]
    stalls = [(one.step, f"{one.ms:.1f}", f"{one.own_ms:.1f}") for one in _longest(heart.stalls)]
    parts = (
        head,
        table(("while", "event", "ms", "own"), events),
        between,
        table(("while", "ms", "own"), stalls),
        typed,
        table(("query", "articles", "ms"), rows),
    )
    write_section("gui", f"The window: {articles:,} articles, offscreen", "\n\n".join(parts))


def _longest(held: list[Held]) -> list[Held]:
    return sorted(held, key=lambda one: -one.ms)[:LISTED]


def _over(held: list[Held]) -> str:
    seen, own = sum(one.ms > LIMIT_MS for one in held), sum(one.own_ms > LIMIT_MS for one in held)
    return f"{seen} by `ms`, {own} by `own`"


def _most(held: list[Held]) -> float:
    return max((one.ms for one in held), default=0.0)


if __name__ == "__main__":
    main()
