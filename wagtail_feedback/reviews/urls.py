"""Public addresses of the review book."""

from __future__ import annotations

from django.urls import path

from wagtail_feedback.reviews.views.author import status
from wagtail_feedback.reviews.views.permalink import permalink

app_name = "wagtail_feedback_reviews"

urlpatterns = [
    # The colon keeps LocaleMiddleware from taking a missing entry for a page without language prefix.
    path("entry:<str:public_id>/", permalink, name="permalink"),
    path("status:<str:token>/", status, name="status"),
]
