"""What an entry can be, about which part of the shop, and why it may be withheld."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_feedback.moderation.states import Priority, StateMachine
from wagtail_feedback.moderation.states import Reason as CommonReason


class Kind(TextChoices):
    REVIEW = "review", pgettext_lazy("feedback", "Review")
    COMPLAINT = "complaint", pgettext_lazy("feedback", "Complaint")
    SUGGESTION = "suggestion", pgettext_lazy("feedback", "Suggestion")
    THANKS = "thanks", pgettext_lazy("feedback", "Thanks")
    QUESTION = "question", pgettext_lazy("feedback", "Question")


class ModerationPolicy(TextChoices):
    PRE = "pre", _("A person reads every entry first")
    POST = "post", _("Entries appear at once, unless a spam check holds them")


class Reason(TextChoices):
    """Why an entry may be withheld: the common reasons, and two of a review book; no rating in it."""

    UNLAWFUL = CommonReason.UNLAWFUL.value, CommonReason.UNLAWFUL.label
    ABUSE = CommonReason.ABUSE.value, CommonReason.ABUSE.label
    PERSONAL = CommonReason.PERSONAL.value, CommonReason.PERSONAL.label
    UNRELATED = "unrelated", _("Not about the shop or its goods")
    ADVERTISING = CommonReason.ADVERTISING.value, CommonReason.ADVERTISING.label
    DUPLICATE = CommonReason.DUPLICATE.value, CommonReason.DUPLICATE.label
    NOT_OWN = "not_own", _("Not the author’s own experience")


STATE_MACHINE = StateMachine(reasons=Reason)
#: (a complaint, about the site itself) → place in the queue: what hinders the next visitor too is read first.
PRIORITIES = {
    (True, True): Priority.FIRST,
    (True, False): Priority.URGENT,
    (False, True): Priority.RAISED,
    (False, False): Priority.NORMAL,
}
TECHNICAL_PRIORITIES = [PRIORITIES[is_complaint, True] for is_complaint in (True, False)]
RATED_KINDS = frozenset({Kind.REVIEW, Kind.COMPLAINT})
RATINGS = (1, 2, 3, 4, 5)
