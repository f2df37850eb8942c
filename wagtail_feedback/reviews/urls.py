"""Public addresses of the review book."""

from __future__ import annotations

from django.urls import path

from wagtail_feedback.reviews.views import permalink

app_name = "wagtail_feedback_reviews"

urlpatterns = [
    # The colon keeps LocaleMiddleware from taking a missing entry for a page without language prefix.
    path("entry:<text:public_id>/", permalink, name="permalink"),
    path("entry:<text:public_id>/<text:language>/", permalink, name="permalink"),
]
