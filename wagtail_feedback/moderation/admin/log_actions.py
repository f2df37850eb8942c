"""How acts that every room shares read in Wagtail's history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from wagtail_feedback.moderation.states import Reason

ACTIONS = (
    ("publish", _("Publish"), _("Published")),
    ("spam", _("Mark as spam"), _("Marked as spam")),
    ("not_spam", _("Take out of spam"), _("Taken out of spam")),
    ("redact", _("Remove personal data"), _("Personal data removed from the words")),
    ("note", _("Add a note"), _("Internal note added")),
    ("confirm", _("Confirm the address"), _("Address confirmed by the author")),
    ("withdraw", _("Withdraw"), _("Withdrawn by the author")),
    ("erase", _("Erase"), _("Words and address erased on request")),
    ("view_contact", _("Look at the address"), _("Address and order number looked at")),
)


class WithholdFormatter(LogFormatter):
    """Tells the reason, in the reader's language."""

    label = _("Withhold")

    def format_message(self, log_entry: Any) -> str:
        reason = log_entry.data.get("reason", "")
        if reason not in Reason.values:
            return gettext("Withheld")
        return gettext("Withheld: %(reason)s") % {"reason": Reason(reason).label}


def register_shared_actions(actions: Any) -> None:
    """For the hook ``register_log_actions``."""
    for name, label, message in ACTIONS:
        actions.register_action(f"wagtail_feedback.{name}", label, message)
    actions.register_action("wagtail_feedback.withhold")(WithholdFormatter)
