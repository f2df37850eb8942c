"""What the review book brings to core."""

from __future__ import annotations

from wagtail_feedback.features import EDITORS, MODERATORS, Feature
from wagtail_feedback.reviews.feature.complaint_intake import SubmissionComplaints
from wagtail_feedback.reviews.feature.counters import EntryCounters
from wagtail_feedback.reviews.feature.emails import AnsweredEmail, PublishedEmail, ThanksEmail, WithheldEmail
from wagtail_feedback.reviews.feature.entry_importer import EntryImporter
from wagtail_feedback.reviews.feature.entry_questions import EntryQuestions
from wagtail_feedback.reviews.forms.handler import EntryFormHandler
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.reviews.views import EntryAuthorPage

feature = Feature(
    name="reviews",
    app_label="wagtail_feedback_reviews",
    forms={EntryFormHandler.name: EntryFormHandler()},
    mail_types={
        "reviews.published": PublishedEmail(),
        "reviews.withheld": WithheldEmail(),
        "reviews.answered": AnsweredEmail(),
        "reviews.thanks": ThanksEmail(),
    },
    urls="wagtail_feedback.reviews.urls",
    counters=EntryCounters(),
    importer=EntryImporter(),
    complaint_intake=SubmissionComplaints(),
    question_source=EntryQuestions(),
    author_pages={Entry: EntryAuthorPage},
    group_permissions={
        MODERATORS: ("moderate_entry", "answer_entry", "view_contacts_entry"),
        EDITORS: ("add_reviewbook", "change_reviewbook", "delete_reviewbook"),
    },
)
