"""What has to run inside Django, each in a process of its own: ``python -m benchmarks.inside build``."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from benchmarks.servers import ROOT, environment

RARE_WORD = "samovarette"
PEER_FIELDS = [
    ("kind", "dropdown", "review,complaint,suggestion,thanks,question"),
    ("rating", "dropdown", "1,2,3,4,5"),
    ("text", "multiline", ""),
    ("name", "singleline", ""),
    ("email", "email", ""),
]
# The same words for the peer as for us, in one statement.
COPY_TO_PEER = """
INSERT INTO wagtailforms_formsubmission (page_id, submit_time, form_data)
SELECT page_ptr_id, created_at, jsonb_build_object(
    'kind', kind, 'rating', coalesce(rating::text, ''), 'text', text, 'name', name, 'email', '')
FROM wagtail_feedback_reviews_entry, peer_peerpage WHERE status = 'published' ORDER BY created_at
"""


def run(task: str, database_url: str, **arguments: Any) -> tuple[dict[str, Any], float]:
    """Run one of the tasks below; returns what it tells and the megabytes it needed at most."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.inside", task, json.dumps(arguments)],
        env=environment(database_url, "shop"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    output, _errors = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{task} failed:\n{output[-3000:]}")
    told: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return told, told.pop("peak")


def nothing() -> dict[str, Any]:
    """What it takes to start at all."""
    return {}


def build() -> dict[str, Any]:
    """Tables, the demo's content, the peer's form."""
    from django.core.management import call_command
    from wagtail.models import Site

    from benchmarks.peer.models import PeerField, PeerPage

    call_command("migrate", verbosity=0)
    call_command("demo_content", stdout=sys.stderr)
    page = PeerPage(title="Peer", slug="peer")
    page.form_fields = [
        PeerField(label=name, clean_name=name, field_type=kind, choices=choices, required=name != "email")
        for name, kind, choices in PEER_FIELDS
    ]
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    page.save_revision().publish()
    return {"peer": page.pk}


def seed(entries: int, search: bool) -> dict[str, Any]:
    """Entries for the shop's book, one waiting for every ten; one that holds a rare word."""
    from django.core.management import call_command
    from django.db import connection

    from wagtail_feedback.moderation.actions import PublishAction
    from wagtail_feedback.reviews.models import Entry, ReviewBook
    from wagtail_feedback.submissions.actions import CreateSubmissionAction

    start = perf_counter()
    options = {"search": True} if search else {}
    call_command(
        "feedback_seed", book="shop", entries=entries, pending=entries // 10, stdout=sys.stderr, **options
    )
    seconds = perf_counter() - start
    book = ReviewBook.objects.get(slug="shop")
    rare = Entry(book=book, language="en", kind="thanks", text=f"The {RARE_WORD} sings.", name="Ada")
    PublishAction(CreateSubmissionAction(rare).execute()).execute()
    with connection.cursor() as cursor:
        cursor.execute(COPY_TO_PEER)
        cursor.execute("VACUUM ANALYZE")
    return {"seconds": seconds, "stored": Entry.objects.filter(book=book).count()}


def locks() -> dict[str, Any]:
    """Submit while another submission is not committed yet: how long, and what was changed or waited for."""
    from benchmarks.locks import prove

    return prove()


def bring(file: str) -> dict[str, Any]:
    """``feedback_import`` of a file."""
    from django.core.management import call_command

    start = perf_counter()
    columns = ["text=Text", "rating=Rating", "title=Title", "name=Name", "created=Date"]
    call_command(
        "feedback_import", "reviews", file, book="clothing", map=columns, language="en", stdout=sys.stderr
    )
    return {"seconds": perf_counter() - start}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    task.__name__: task for task in (nothing, build, seed, locks, bring)
}


def main() -> None:
    import django

    django.setup()
    told = TASKS[sys.argv[1]](**json.loads(sys.argv[2]))
    # Linux counts in kilobytes.
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings.shop")
    main()
