"""What editors drop on pages."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.questions.asking.forms import QuestionFormHandler
from wagtail_feedback.questions.topics.most_asked import get_most_asked
from wagtail_feedback.submissions.blocks import HEADING_LEVELS, SubmissionFormBlock
from wagtail_feedback.submissions.languages import active_language
from wagtail_feedback.utils.fragments import cached_fragment
from wagtail_feedback.utils.served_page import add_served_page

HOURS = 6


class QuestionFormBlock(SubmissionFormBlock):
    """“Ask a question”: published answers are offered before it is sent."""

    handler_name = QuestionFormHandler.name

    class Meta:
        icon = "help"
        label = _("Ask a question")
        description = _("A short form for questions to the shop. Answers on the site are offered first.")
        preview_template = "wagtail_feedback/elements/block_preview.html"


class MostAskedBlock(blocks.StructBlock):
    """What many people asked this quarter, with links to the answers; nothing at all where there is none."""

    count = blocks.IntegerBlock(min_value=1, max_value=20, default=5, label=_("How many"))
    heading_level = blocks.ChoiceBlock(choices=HEADING_LEVELS, default=2, label=_("Heading level"))

    class Meta:
        icon = "order-down"
        label = _("Most asked this quarter")
        description = _("Links to the answers that most people asked for; five people at least.")
        template = "wagtail_feedback/questions/blocks/most_asked.html"
        preview_template = "wagtail_feedback/elements/block_preview.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = add_served_page(super().get_context(value, parent_context=parent_context))
        request = context.get("request")
        site = Site.find_for_request(request) if request is not None else None
        return {**context, "wf_html": self.draw(value, site) if site is not None else ""}

    def draw(self, value: Any, site: Site) -> SafeString:
        """Drawn anew when answers change, and a few times a day for the counts."""
        answers, language = features.get_answers(), active_language()
        count, level = value.get("count") or 5, int(value.get("heading_level") or 2)
        now = timezone.localtime()
        moment = f"{now:%Y-%m-%d}:{now.hour // HOURS}"
        version = answers.get_version() if answers else ""

        def render() -> SafeString:
            context = {"asked": get_most_asked(site, language, count), "heading": f"h{level}"}
            return render_to_string("wagtail_feedback/questions/most_asked.html", context)

        return cached_fragment(f"asked:{site.pk}:{language}:{count}:{level}:{moment}:{version}", render)
