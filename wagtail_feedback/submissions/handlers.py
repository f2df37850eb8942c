"""What a feature brings to take submissions: its target, its form, its model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar, cast

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.actions import CreateSubmissionAction
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.forms import SubmissionForm
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils.stemming import text_digest

TargetT = TypeVar("TargetT")
FormT = TypeVar("FormT", bound=SubmissionForm)
#: Stands in addresses for the whole site.
SITE_REFERENCE = "site"


@dataclass(frozen=True)
class Submission(Generic[TargetT, FormT]):
    """A valid form on its way into the database.

    Attributes:
        placement: where the form stood.
        key: submission key; equal for the same form sent twice.
        circumstances: values for the fields of ``submissions.models.Circumstances``, the language included.
        flags: what the spam checks found; a person looks first.
    """

    form: FormT
    target: TargetT
    site: Site
    placement: Placement
    key: str
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

    def get_text(self, form: FormT) -> str:
        """Everything the visitor wrote, for the spam checks."""
        names = [*self.model.text_fields, "name"]
        return "\n".join(form.cleaned_data.get(name) or "" for name in names)

    def is_repeat(self, form: FormT, target: TargetT) -> bool:
        """Whether the same text was stored before; asked by a spam check, at most once."""
        digest = text_digest(" ".join(form.cleaned_data.get(name) or "" for name in self.model.text_fields))
        since = timezone.now() - timedelta(days=conf.DUPLICATE_DAYS)
        stored = self.get_submissions(target).filter(text_digest=digest, created_at__gte=since)
        return bool(digest) and stored.exists()

    def get_submissions(self, target: TargetT) -> QuerySet[Any]:
        """What was sent for the target so far."""
        return self.model._default_manager.all()

    def get_instance(self, form: FormT, target: TargetT) -> AbstractSubmission:
        """The unsaved row of a valid form; what every submission has is added by :meth:`save`."""
        return self.model(**{name: form.cleaned_data[name] for name in self.copied_fields})

    def save(self, submission: Submission[TargetT, FormT]) -> str:
        """Store the submission, once per key; returns its reference."""
        form = submission.form
        instance = self.get_instance(form, submission.target)
        instance.site = submission.site
        instance.submission_key = submission.key
        for name, value in submission.circumstances.items():
            setattr(instance, name, value)
        wording = getattr(form, "wording", None)
        if wording is not None and form.cleaned_data.get("consent"):
            instance.consent, instance.consented_at = wording, instance.created_at
        action = CreateSubmissionAction(
            instance, email=form.cleaned_data.get("email") or "", flags=submission.flags
        )
        return action.execute().public_id

    def get_receipt_context(self, reference: str, request: HttpRequest) -> dict[str, Any] | None:
        """Context of the receipt page; None for another site's submission or one that is gone."""
        site = Site.find_for_request(request)
        rows = self.model._default_manager.select_related("contact").filter(public_id=reference, site=site)
        submission = rows.first() if site else None
        if submission is None or getattr(submission, "is_gone", False):
            return None
        contact = submission.contact
        return {
            "submission": submission,
            "contact": contact,
            "must_confirm": contact is not None and contact.confirmed_at is None,
            "is_held": submission.holds.exists(),
        }
