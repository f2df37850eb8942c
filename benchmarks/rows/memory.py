"""What a worker weighs with all our apps, against the same plain Wagtail site without them."""

from __future__ import annotations

from benchmarks.databases import Databases
from benchmarks.rows.bench import LEAN_BOOK, LEAN_FORM, PASSWORD, Options
from benchmarks.rows.desk import DESK
from benchmarks.servers import resident, served
from benchmarks.table import Row, limit
from benchmarks.timing import Figures

USED, ROUNDS = 40, 3
# The calendar of public holidays is an extra, and weighs 19 MB wherever it comes from.
WITHOUT_HOLIDAYS = "UPDATE wagtail_feedback_feedbacksettings SET country = '', subdivision = ''"
OUR_FORM = "/feedback/form/en/reviews.entry/shop/"


def rows(databases: Databases, name: str, _options: Options) -> list[Row]:
    """On a database of its own, so that no other server's cache or load shows."""
    databases.tell(name, WITHOUT_HOLIDAYS)
    url, without, installed, used = databases.url(name), Figures(), Figures(), Figures()
    for _number in range(ROUNDS):
        bare, _same = weigh(url, "bare")
        ours, all_used = weigh(url, "ours", LEAN_BOOK, OUR_FORM)
        without.values.append(bare)
        installed.values.append(ours - bare)
        used.values.append(all_used - bare)
    other, too = f"without us: {without} MB", f"our page, form and desk used {USED} times each too"
    return [
        limit("memory of a worker, the same pages served", installed, "MB", other, most=3),
        limit(f"memory of a worker, {too}", used, "MB", other, most=7),
    ]


def weigh(url: str, settings: str, *ours: str) -> tuple[float, float]:
    """Megabytes of a single worker after the same pages, and after ours too."""
    with served(url, settings, ready=LEAN_FORM, workers=1) as server:
        editor = server.client().log_in("admin", PASSWORD)
        for _number in range(USED):
            server.client().get(LEAN_FORM)
            editor.get("/admin/")
        (worker,) = server.workers()
        same = resident(worker)
        for path in ours:
            for _number in range(USED):
                server.client().get(path)
        for _number in range(USED if ours else 0):
            editor.get(DESK)
        return same, resident(worker)
