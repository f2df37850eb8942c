"""Groups questions, suggestions and complaints into topics: once a night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from wagtail_feedback.questions.asking.search_recording import collect_searches
from wagtail_feedback.questions.asking.sources import collect
from wagtail_feedback.questions.topics.samples import is_installed


class Command(BaseCommand):
    help = (
        "Groups the questions of every site and language into topics, and so it does suggestions and "
        "complaints. Topics keep their members, and "
        "decisions of editors hold. Started again, it goes on where it was stopped."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_installed():
            raise CommandError('The engine is missing: pip install "wagtail-feedback[faq]"')
        from wagtail_feedback.questions.topics.regrouping import Busy, get_mailboxes, regroup

        collect()
        collect_searches()
        hosts = dict(Site.objects.values_list("pk", "hostname"))
        for site_id, language, kind in get_mailboxes():
            name = f"{hosts[site_id]}, {language}, {kind}s"
            try:
                report = regroup(site_id, language, kind)
            except Busy:
                self.stdout.write(f"{name}: another run is at it.")
                continue
            self.stdout.write(
                f"{name}: {report.questions:,}; {report.joined:,} joined a topic, "
                f"{report.new_topics:,} new topics."
            )
