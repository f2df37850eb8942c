"""The outbox in the admin: what went out, what waits, what failed and may be sent again.

No author's address is shown anywhere here, so there is nothing to hide from anybody.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_feedback.outbox.mail_types import get_mail_type
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.queue import resend
from wagtail_feedback.utils.permission_policies import (
    ForbiddenActionsMixin,
    get_policy,
    register_permission_policy,
)


class OutboxPolicy(ForbiddenActionsMixin, ModelPermissionPolicy):
    """Mails are made and forgotten by the package alone; who may change one may send a failed one again."""

    forbidden_actions = frozenset({"add", "delete"})


def mail_type_label(mail: OutboxMail) -> str | Promise:
    """What the mail is about; its technical name where the feature that knows has been uninstalled."""
    try:
        return get_mail_type(mail.mail_type).label
    except LookupError:
        return mail.mail_type


def recipient_label(mail: OutboxMail) -> str:
    return _("Author") if mail.contact_id else _("Staff")


class MailView(WagtailAdminTemplateMixin, TemplateView):
    """One mail: its fate, and a button for a failed one."""

    template_name = "wagtail_feedback/moderation/outbox_mail.html"
    header_icon = "mail"
    page_title = pgettext_lazy("mail", "Email")
    index_url_name = ""
    model = OutboxMail

    @cached_property
    def mail(self) -> OutboxMail:
        return get_object_or_404(OutboxMail, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not get_policy(OutboxMail).user_has_any_permission(request.user, {"view", "change"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.can_resend:
            raise PermissionDenied
        if resend(self.mail):
            messages.success(request, _("The email is queued again."))
        else:
            messages.warning(request, _("Only an email that was not sent can be sent again."))
        return redirect(self.index_url_name)

    @property
    def can_resend(self) -> bool:
        return bool(get_policy(OutboxMail).user_has_permission(self.request.user, "change"))

    def get_page_subtitle(self) -> str:
        return str(mail_type_label(self.mail))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Outbox")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mail = self.mail
        details = [
            (pgettext("mail", "To"), recipient_label(mail)),
            (_("State"), mail.get_status_display()),
            (_("What went wrong"), mail.failure_text),
            (_("Attempts"), mail.attempts),
            (pgettext("mail", "Created"), mail.created_at),
            (_("Next attempt"), mail.due_at if mail.status == OutboxMail.Status.QUEUED else None),
            (_("Sent"), mail.sent_at),
        ]
        return super().get_context_data(
            mail=mail,
            details=[(label, value) for label, value in details if value],
            can_resend=self.can_resend and mail.status == OutboxMail.Status.FAILED,
            may_have_arrived=mail.error == OutboxMail.MAYBE_SENT,
            **kwargs,
        )


class OutboxViewSet(ModelViewSet):
    """A list to read, newest first."""

    model = OutboxMail
    name = "feedback_outbox"
    icon = "mail"
    menu_label = gettext_lazy("Outbox")
    form_fields: list[str] = []
    list_filter = {"status": ["exact"], "created_at": ["date"]}
    list_per_page = 50
    ordering = ["-created_at", "-pk"]
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False

    if register_permission_policy is None:  # Wagtail 7.4

        @property
        def permission_policy(self) -> Any:
            return get_policy(self.model)

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            TitleColumn(
                "mail_type",
                label=pgettext_lazy("mail", "Email"),
                accessor=mail_type_label,
                get_url=self.mail_url,
                sort_key="mail_type",
            ),
            Column("recipient", label=pgettext_lazy("mail", "To"), accessor=recipient_label),
            Column("status", label=gettext_lazy("State"), accessor="get_status_display", sort_key="status"),
            Column("failure", label=gettext_lazy("What went wrong"), accessor="failure_text"),
            DateColumn("created_at", label=pgettext_lazy("mail", "Created"), sort_key="created_at"),
        ]

    def mail_url(self, mail: OutboxMail) -> str:
        return reverse(self.get_url_name("edit"), args=[mail.pk])

    @property
    def edit_view(self) -> Any:
        return MailView.as_view(index_url_name=self.get_url_name("index"))
