"""Webhooks in the admin: where they go, what they tell, and whether they arrive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column

from wagtail_feedback.moderation.models import get_moderated_models
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.outbox.webhooks.webhook_models import Webhook
from wagtail_feedback.utils.permission_policies import PolicyViewSet

#: What moderation brings rows into; the rest is on the way there.
TOLD = (Status.PUBLISHED, Status.WITHHELD, Status.SPAM, Status.WITHDRAWN, Status.ERASED)


def get_event_choices() -> list[tuple[str, str]]:
    """Every state of everything that is moderated."""
    return [
        (model.get_event_name(status), f"{capfirst(model._meta.verbose_name)}: {label}")
        for model in get_moderated_models()
        for status in TOLD
        if (label := model.state_machine.get_state_label(status))
    ]


class WebhookForm(WagtailAdminModelForm):
    """A webhook that was switched off begins anew once somebody switches it on."""

    events = forms.MultipleChoiceField(
        label=gettext_lazy("Events"), choices=get_event_choices, widget=forms.CheckboxSelectMultiple
    )

    def save(self, commit: bool = True) -> Any:
        if "is_active" in self.changed_data and self.instance.is_active:
            self.instance.failures, self.instance.last_error = 0, ""
        return super().save(commit)


def describe_webhook(webhook: Webhook) -> str:
    if not webhook.last_error:
        return ""
    words = {"error": webhook.last_error}
    if not webhook.is_active:
        return _("Switched off, because nothing arrived: %(error)s") % words
    return _("The last message did not arrive: %(error)s") % words


class WebhookViewSet(PolicyViewSet):
    model = Webhook
    icon = "link-external"
    menu_label = gettext_lazy("Webhooks")
    list_display = [
        "name",
        BooleanColumn("is_active", label=gettext_lazy("In use")),
        Column("state", label=gettext_lazy("State"), accessor=describe_webhook),
        "url",
        "site",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("site"),
            FieldPanel("url"),
            FieldPanel("secret"),
            FieldPanel("events"),
            FieldPanel("includes_contact"),
            FieldPanel("is_active"),
        ],
        base_form_class=WebhookForm,
    )
    copy_view_enabled = False
    add_to_reference_index = False
