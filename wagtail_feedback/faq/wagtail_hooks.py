"""What the FAQ brings to the admin."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from wagtail_feedback.faq.viewsets import FAQEntryViewSet, FAQSectionViewSet

register_snippet(FAQEntryViewSet)
register_snippet(FAQSectionViewSet)
