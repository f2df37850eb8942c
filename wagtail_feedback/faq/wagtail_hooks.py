"""What the FAQ brings to the admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_feedback.faq.admin import reports
from wagtail_feedback.faq.admin.viewsets import FAQEntryViewSet, FAQSectionViewSet

register_snippet(FAQEntryViewSet)
register_snippet(FAQSectionViewSet)
hooks.register("register_admin_urls", reports.get_urlpatterns)
hooks.register("register_reports_menu_item", reports.get_menu_item)
