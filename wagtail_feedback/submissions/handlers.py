"""What a feature brings to take submissions: its target, its form, its model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, TypeVar, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.author_codes import hash_code
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.subjects import Subject, get_subject_choices
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.carried import find_order
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.checks.labels import tell_author
from wagtail_feedback.submissions.forms import SubmissionForm
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils.kept_rows import get_rows, select_row
from wagtail_feedback.utils.sites import find_site
from wagtail_feedback.utils.stemming import text_digest

TargetT = TypeVar("TargetT")
FormT = TypeVar("FormT", bound=SubmissionForm)
#: Stands in addresses for the whole site.
SITE_REFERENCE = "site"


@dataclass(frozen=True)
class Submission(Generic[TargetT, FormT]):
    """A valid form on its way into the database.

    Attributes:
        request: that brought it.
        placement: where the form stood.
        key: submission key; equal for the same form sent twice.
        resend_window: how long the key means the same submission; None for ever.
        visitor: sign of the visitor until midnight; leads back to no address.
        author_code: what opens the author's own page; only its hash is stored.
        circumstances: values for the fields of ``submissions.models.Circumstances``, the language included.
        flags: what the spam checks found; a person looks first.
    """

    request: HttpRequest
    form: FormT
    target: TargetT
    site: Site
    placement: Placement
    key: str
    resend_window: timedelta | None
    visitor: str
    author_code: str
    circumstances: Mapping[str, str]
    flags: Sequence[Flag]


class FormHandler(Generic[TargetT, FormT]):
    """Base of every form that visitors submit; a feature names an instance in its ``Feature.forms``."""

    name: str
    #: What a valid form becomes.
    model: Any
    #: Fields of the form that the row takes over under their own names.
    copied_fields: tuple[str, ...] = ("text",)
    #: The form, where :meth:`get_form` is not written anew: a ``SubmissionForm``.
    form_class: type[FormT]
    #: Template of the fields inside ``<form>``; gets ``form``, ``target``, ``placement``.
    fields_template: str = "wagtail_feedback/submissions/fields.html"
    #: Templates of what stands outside of ``<form>``: above it while it asks to confirm, and below it always.
    confirmation_template: str = ""
    below_template: str = ""
    #: Template of the receipt page; gets what ``get_receipt_context`` returns.
    receipt_template: str = "wagtail_feedback/submissions/receipt.html"
    #: Only visitors whom the form's page admits may send it, and it has no page of its own.
    members_only = False

    def get_target(self, reference: str, site: Site) -> TargetT | None:
        """What the form is for, on this site; None where there is no such thing. Without a target of its own
        the form is for the site."""
        return cast(TargetT, site) if reference == SITE_REFERENCE else None

    def get_reference(self, target: TargetT) -> str:
        """What ``get_target`` finds it by; part of addresses."""
        return SITE_REFERENCE

    def get_site(self, target: TargetT) -> Site | None:
        """The one site that takes submissions for it; None where any does."""
        return target if isinstance(target, Site) else getattr(target, "site", None)

    def get_site_id(self, target: TargetT) -> int | None:
        """The same, without a query."""
        return target.pk if isinstance(target, Site) else getattr(target, "site_id", None)

    def get_target_of(self, submission: Any) -> TargetT | None:
        """What a stored submission was sent for."""
        return cast(TargetT, submission.site)

    def get_page(self, target: TargetT) -> Any | None:
        """The page that shows what was sent for the target, for visitors to go on to; None for none."""
        return None

    def is_open(self, target: TargetT) -> bool:
        """Whether it takes submissions now."""
        return True

    def get_closed_message(self, target: TargetT) -> str:
        """What visitors read while it does not."""
        return gettext("This form is closed.")

    def get_title(self, target: TargetT) -> str:
        """Heading of the stand-alone page and name of the form's section."""
        return self.name

    def get_cache_key(self, target: TargetT) -> str:
        """Changes whenever the empty form would look different."""
        site = self.get_site(target)
        return f"{self.name}:{FeedbackSettings.for_site(site).settings_key if site else ''}"

    def get_form(self, target: TargetT, placement: Placement, data: QueryDict | None = None) -> FormT:
        """The form, empty or bound."""
        settings = FeedbackSettings.for_site(self.get_site(target))
        return self.form_class(settings, placement.language, data=data, prefix_id=placement.uid)

    def get_subjects(self, target: TargetT, placement: Placement) -> list[Subject] | None:
        """What visitors can name in a form with ``SubjectFieldMixin``; None where it is about one thing."""
        site = self.get_site(target)
        if placement.about or site is None:
            return None
        return get_subject_choices(target, site, self.get_cache_key(target))

    def get_sender(self, request: HttpRequest, target: TargetT) -> str:
        """Who sends it, where anything but the device tells: two people who say the same are two."""
        order = find_order(request)
        return f"|order:{order.reference}" if order else ""

    def check_visitor(self, request: HttpRequest, target: TargetT) -> None:
        """Turn away who must not send it, before anything is counted.

        Raises:
            Rejected: not this visitor.
        """

    def is_final(self, form: FormT) -> bool:
        """Whether this is to be stored. A step on the way is not: no spam check counts or doubts it."""
        return True

    def get_text(self, form: FormT) -> str:
        """Everything the visitor wrote for others to read, for the spam checks."""
        names = [*self.model.text_fields, *form.published_fields, "about"]
        return "\n".join(form.cleaned_data.get(name) or "" for name in names)

    def is_repeat(self, form: FormT, target: TargetT) -> bool:
        """Whether the same text was stored before; asked by a spam check, at most once."""
        digest = text_digest(" ".join(form.cleaned_data.get(name) or "" for name in self.model.text_fields))
        same = {**self.get_scope(target), "text_digest": digest}
        # Hardly any text was ever sent before, and this question is a short one.
        if not digest or select_row(self.model, ("id",), **same) is None:
            return False
        since = timezone.now() - timedelta(days=conf.DUPLICATE_DAYS)
        stored: bool = self.model._default_manager.filter(**same, created_at__gte=since).exists()
        return stored

    def get_scope(self, target: TargetT) -> dict[str, Any]:
        """What tells submissions for the target from others of the model: values of columns (``book_id``)."""
        return {}

    def divert(self, submission: Submission[TargetT, FormT]) -> HttpResponse | None:
        """The answer to a valid form that is to be neither stored nor confirmed; None for every other.

        Raises:
            Rejected: not now.
        """
        return None

    def get_confirmation(self, submission: Submission[TargetT, FormT]) -> Any:
        """What a visitor should see before a valid form is stored: then the form comes back with it, under
        the name ``confirmation``. Nothing where the form is to be stored, as it is when it comes again; the
        handler tells the two apart by a field of its own."""
        return None

    def get_instance(self, form: FormT, target: TargetT) -> AbstractSubmission:
        """The unsaved row of a valid form; what every submission has is added by :meth:`build`."""
        return self.model(**{name: form.cleaned_data[name] for name in self.copied_fields})

    def complete(self, instance: Any, submission: Submission[TargetT, FormT]) -> None:
        """What the row takes from the way it came, once it has everything else and before it is stored."""

    def build(self, submission: Submission[TargetT, FormT]) -> Any:
        """The unsaved row with everything that it takes from the form and from the way it came."""
        form = submission.form
        instance = self.get_instance(form, submission.target)
        instance.site = submission.site
        instance.submission_key = submission.key
        instance.code_hash = hash_code(submission.author_code, instance.public_id)
        for name, value in submission.circumstances.items():
            setattr(instance, name, value)
        for name, wording in form.get_consents().items():
            setattr(instance, name, wording)
            setattr(instance, f"{name}ed_at", instance.created_at)
        self.complete(instance, submission)
        return instance

    def save(self, submission: Submission[TargetT, FormT]) -> str:
        """Store the submission, once per key; returns its reference."""
        form = submission.form
        action = CreateSubmissionAction(
            self.build(submission),
            email=form.cleaned_data.get("email") or "",
            asking_consent=form.get_asking_consent(),
            flags=submission.flags,
            resend_window=submission.resend_window,
            claim=partial(self.claim, submission=submission),
        )
        return action.execute().public_id

    def claim(self, instance: Any, submission: Submission[TargetT, FormT]) -> None:
        """Take what there is but once or only so often, in the transaction that stores the row. A form that
        is sent again has it already.

        Raises:
            Rejected: somebody else has it.
        """

    def get_moment(self, form: FormT) -> datetime:
        """When a form that comes now was received, as far as that is kept."""
        return timezone.now()

    def find_sent(self, form: FormT, key: str, resend_window: timedelta | None) -> str:
        """Reference of what the same form was stored as before; empty where it was not."""
        rows = self.model._default_manager.filter(submission_key=key)
        if resend_window is not None:
            rows = rows.filter(created_at__gte=self.get_moment(form) - resend_window)
        return rows.values_list("public_id", flat=True).first() or ""

    def mark_sent(self, response: HttpResponse, submission: Submission[TargetT, FormT]) -> None:
        """What the answer to a stored form carries besides, such as a cookie."""

    def get_receipt_context(self, reference: str, request: HttpRequest) -> dict[str, Any] | None:
        """Context of the receipt page; None for another site's submission or one that is gone."""
        site = find_site(request)
        found = get_rows(self.model, public_id=reference, site_id=site.pk) if site else []
        if not found or getattr(found[0], "is_gone", False):
            return None
        submission = found[0]
        submission.site = site
        contact, holds = submission.contact, get_rows(submission.holds.model, submission_id=submission.pk)
        return {
            "submission": submission,
            "contact": contact,
            "must_confirm": contact is not None and contact.confirmed_at is None,
            "is_held": bool(holds),
            "reasons": [said for hold in holds if (said := tell_author(hold.spam_check, hold.detail))],
        }
