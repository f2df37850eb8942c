"""What surveys bring to the admin. The policy comes first: Wagtail 8.0 refuses it later."""

from __future__ import annotations

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from wagtail_feedback.moderation.permissions import ModerationPolicy
from wagtail_feedback.surveys.models import Response
from wagtail_feedback.utils.permission_policies import register_policy

register_policy(Response, ModerationPolicy(Response))

from wagtail_feedback.surveys.building.survey_state import refuse_answered  # noqa: E402
from wagtail_feedback.surveys.building.survey_viewset import SurveyViewSet  # noqa: E402
from wagtail_feedback.surveys.results import report_view  # noqa: E402
from wagtail_feedback.surveys.results.response_viewset import ResponseViewSet  # noqa: E402

register_snippet(SurveyViewSet)
register_snippet(ResponseViewSet)
hooks.register("register_admin_urls", report_view.get_urlpatterns)
hooks.register("before_delete_snippet", refuse_answered)
