"""The author's own page of a submission, reached by the link in every mail: the frame that features fill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wagtail_feedback import features
from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation.actions import EraseAction, WithdrawAction
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.privacy.actions import SetSubscriptionAction
from wagtail_feedback.privacy.personal_data import export_submission
from wagtail_feedback.privacy.private_pages import render_private
from wagtail_feedback.submissions.checks.labels import tell_author
from wagtail_feedback.submissions.rerender import redirect_303
from wagtail_feedback.submissions.ways_on import ways_on_from
from wagtail_feedback.utils.dates import format_day, format_day_and_time

Handler = Callable[[], object]


@dataclass(frozen=True)
class Step:
    """One step of the status timeline. ``state`` is done, now or todo; ``url`` leads to what it produced."""

    label: str
    state: str
    note: str = ""
    url: str = ""


class AuthorPage:
    """What an author reads about a moderated submission, and may do with it.

    A feature subclasses it and names the subclass in ``Feature.author_pages``.
    """

    template_name: ClassVar[str] = "wagtail_feedback/privacy/author_page.html"
    gone_template_name: ClassVar[str] = "wagtail_feedback/privacy/author_page_gone.html"

    def __init__(
        self, request: HttpRequest, submission: Any, contact: Contact | None, *, by_code: bool = False
    ) -> None:
        self.request = request
        self.submission = submission
        self.contact = contact
        self.by_code = by_code

    @property
    def is_proved(self) -> bool:
        """Whether the reader has shown to be the author, by the code of the receipt or as the owner of the
        address; until then the words are not shown."""
        return self.by_code or (self.contact is not None and self.contact.confirmed_at is not None)

    def get_handlers(self) -> dict[str, Handler]:
        """What the page's buttons may ask for now: name → what it does."""
        if not self.is_proved:  # a link in somebody's mailbox may do no more
            return {"unsubscribe": lambda: self.set_subscription(wanted=False)}
        handlers: dict[str, Handler] = {
            "erase": lambda: EraseAction(self.submission).execute(),
            "export": self.export,
        }
        if self.contact is not None:
            is_off = self.contact.unsubscribed_at is not None
            name = "subscribe" if is_off else "unsubscribe"
            handlers[name] = lambda: self.set_subscription(wanted=is_off)
        if not self.submission.is_gone:
            handlers["withdraw"] = lambda: WithdrawAction(self.submission).execute()
        return handlers

    def set_subscription(self, *, wanted: bool) -> None:
        if self.contact is not None:
            SetSubscriptionAction(self.contact, wanted=wanted).execute()

    def export(self) -> HttpResponse:
        """Everything stored about the submission, as a file."""
        record = export_submission(self.submission)
        response = JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = f'attachment; filename="{self.submission.public_id}.json"'
        return response

    def get(self) -> HttpResponse:
        template = self.gone_template_name if self.submission.is_gone else self.template_name
        return render_private(self.request, template, self.get_context())

    def post(self) -> HttpResponse:
        """Do what the button says and lead back to the page. A button that the page has not got belongs to a
        stale page, which comes back fresh; without any name it is noise."""
        name = self.request.POST.get("action", "")
        if not name:
            return HttpResponseBadRequest()
        handler = self.get_handlers().get(name)
        ways = ways_on_from(self.submission) if name == "erase" else []  # afterwards nobody knows them
        if handler is not None:
            try:
                answer = handler()
            except (ActionNotAllowed, type(self.submission).DoesNotExist):
                return redirect_303(self.request.path)  # somebody was faster; the page says how it stands
            if name == "erase":  # the link is dead now, so there is nowhere to lead back to
                return render_private(
                    self.request, self.gone_template_name, {"is_erased": True, "ways_on": ways}
                )
            if isinstance(answer, HttpResponse):
                return answer
        return redirect_303(self.get_result_url(name))

    def get_result_url(self, name: str) -> str:
        """Where the page tells what the button of this name has done."""
        return self.request.path

    def get_context(self) -> dict[str, Any]:
        submission = self.submission
        is_owed = submission.needs_answer and submission.due_at is not None
        return {
            "submission": submission,
            "contact": self.contact,
            "actions": set(self.get_handlers()),
            "is_proved": self.is_proved,
            "by_code": self.by_code,
            "address_days": conf.CONTACT_RETENTION_DAYS if self.contact else None,
            "received": format_day(submission.created_at),
            "promise": format_day(submission.due_at) if is_owed else "",
            "due_at": submission.due_at if is_owed else None,
            "is_late": submission.is_overdue,
            "was_late": self.get_days_late(),
            "answered": format_day(submission.answered_at) if submission.answered_at else "",
            "steps": _mark_current(self.get_steps()),
            "ways_on": ways_on_from(submission),
        }

    def get_days_late(self) -> int:
        """Business days between promise and answer; 0 for one in time, none promised or none given."""
        submission = self.submission
        return submission.get_days_late() if submission.answered_at is not None else 0

    def get_steps(self) -> list[Step]:
        """The status timeline, from receipt on."""
        submission = self.submission
        steps = [Step(pgettext("feedback", "Received"), "done", format_day_and_time(submission.created_at))]
        if self.contact is not None:
            steps.append(_confirmed(self.contact))
        steps.append(self.get_read_step())
        has_promise = submission.due_at or submission.answered_at
        if has_promise and (submission.status != Status.WITHHELD or submission.answered_at):
            steps.append(self._answered())
        return steps

    def get_read_step(self) -> Step:
        """Where it stands with the moderators."""
        submission = self.submission
        if submission.is_published:
            url = submission.get_public_url()
            return Step(pgettext("feedback", "Published"), "done", format_day(submission.published_at), url)
        if submission.status == Status.WITHHELD:
            note = _("Reason: %(reason)s") % {"reason": submission.get_withheld_reason_display()}
            return Step(_("Read, not published"), "done", note)
        found = (tell_author(hold.spam_check, hold.detail) for hold in self._shown_holds())
        note = " ".join(
            [*filter(None, found), _("Your entry is saved. A moderator reads it before it is published.")]
        )
        return Step(_("We read and publish it"), "todo", note)

    def _shown_holds(self) -> list[Any]:
        """What held it; told to whoever wrote it, and not to a mailbox that somebody typed in."""
        return list(self.submission.holds.all()) if self.is_proved else []

    def _answered(self) -> Step:
        submission = self.submission
        if submission.answered_at is None:
            promise = _("Promised by %(day)s") % {"day": format_day(submission.due_at)}
            return Step(_("The shop’s answer"), "todo", promise)
        note, late = format_day(submission.answered_at), self.get_days_late()
        if late:
            words = ngettext("%(days)s working day late", "%(days)s working days late", late) % {"days": late}
            note = f"{note}, {words}"
        return Step(_("The shop’s answer"), "done", note)


def _confirmed(contact: Contact) -> Step:
    if contact.confirmed_at is None:
        note = _("Press the button in our email, or we cannot send the answer.")
        return Step(_("Confirm your address"), "todo", note)
    return Step(_("Address confirmed"), "done", format_day(contact.confirmed_at))


def _mark_current(steps: list[Step]) -> list[Step]:
    """The first step that is not done is where it stands."""
    first_open = next((number for number, step in enumerate(steps) if step.state == "todo"), None)
    return [replace(step, state="now") if number == first_open else step for number, step in enumerate(steps)]


def get_author_page(
    request: HttpRequest, submission: Any, contact: Contact | None, *, by_code: bool = False
) -> AuthorPage:
    """The page of the submission's feature, else the plain one."""
    pages = (feature.author_pages.get(type(submission)) for feature in features.all_features())
    page_class = next((page for page in pages if page is not None), AuthorPage)
    return page_class(request, submission, contact, by_code=by_code)
