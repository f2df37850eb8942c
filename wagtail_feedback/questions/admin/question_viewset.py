"""The admin side of questions."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from wagtail_feedback.moderation.admin.facts import Fact
from wagtail_feedback.moderation.admin.filters import ModerationFilterSet, multiple_choice
from wagtail_feedback.moderation.admin.group_panel import SitePermissionsForm
from wagtail_feedback.moderation.admin.inbox import ROW_FIELDS
from wagtail_feedback.moderation.admin.index_view import InboxView
from wagtail_feedback.moderation.admin.item_view import ItemView
from wagtail_feedback.moderation.admin.tabs import READ, STATES, Shortcut, Tab
from wagtail_feedback.moderation.admin.viewset import ModerationViewSet
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.moderation.states import Priority, Status
from wagtail_feedback.questions.asking.customers import AskCustomersAction, find_customers
from wagtail_feedback.questions.engine.masking import mask
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.models.question import QuestionKind, QuestionStatus
from wagtail_feedback.submissions.choices import Area
from wagtail_feedback.utils.choice_labels import get_choice_label
from wagtail_feedback.utils.columns import Column, as_labels
from wagtail_feedback.utils.redaction import show_redactions

_PUBLISHED, _WITHHELD, *_REST = STATES


def is_taken_up(kind: QuestionKind) -> Q:
    return Q(kind=kind, status=Status.PUBLISHED)


def as_masked(value: str) -> str:
    return mask(show_redactions(value), orders=False)


class QuestionView(ItemView):
    """Whoever may see contacts reads what was typed."""

    select_related = (*ItemView.select_related, "topic__sample", "answers_to")
    handlers = (*ItemView.handlers, "ask_customers")

    @cached_property
    def item(self) -> Any:
        question = super().item
        if user_can(self.request.user, "view_contacts", question):
            question.unmask()
        return question

    def handle_ask_customers(self) -> HttpResponse:
        action = AskCustomersAction(**self.action_kwargs)
        action.execute()
        people = len(action.asked)
        if not people:
            return self.stay(_("Nobody can be asked now: everybody was asked something in the last month."))
        message = ngettext("%(count)s past customer is asked.", "%(count)s past customers are asked.", people)
        return self.stay(message % {"count": people})

    def get_extra_context(self) -> dict[str, Any]:
        question = self.item
        return {
            "willing": len(find_customers(question)) if question.can_be_passed_on else 0,
            "asked": question.answer_requests.count(),
            "customer_answers": list(question.customer_answers.taken_up().order_by("pk")),
        }


class QuestionFilterSet(ModerationFilterSet):
    area = multiple_choice(gettext_lazy("Area"), Area.choices)
    topic = django_filters.ChoiceFilter(
        label=pgettext_lazy("questions", "Topic"),
        choices=[("none", gettext_lazy("Without a topic"))],
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
        method="filter_topic",
    )

    class Meta:
        model = Question
        fields: list[str] = []

    def filter_topic(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(topic=None)


class QuestionInboxView(InboxView):
    page_title = gettext_lazy("Questions")


class QuestionViewSet(ModerationViewSet):
    """What spam checks held is read first; the rest is taken up by itself."""

    model = Question
    icon = "help"
    menu_label = gettext_lazy("Questions")
    menu_order = 30
    index_view_class = QuestionInboxView
    tabs = (
        READ,
        Tab("published", QuestionStatus.PUBLISHED.label, is_taken_up(QuestionKind.QUESTION)),
        Tab("suggestions", gettext_lazy("Suggestions"), is_taken_up(QuestionKind.SUGGESTION)),
        Tab("complaints", gettext_lazy("Complaints"), is_taken_up(QuestionKind.COMPLAINT)),
        Tab("answers", gettext_lazy("Answers of customers"), is_taken_up(QuestionKind.ANSWER)),
        Tab("withheld", QuestionStatus.WITHHELD.label, Q(status=Status.WITHHELD)),
        *_REST,
    )
    filterset_class = QuestionFilterSet
    edit_view_class = QuestionView
    edit_template_name = "wagtail_feedback/questions/moderation/item.html"
    shortcuts = tuple(
        Shortcut(area.label, {"area": area.value}, Q(area=area.value, priority=Priority.RAISED))
        for area in Area
        if area.is_technical
    )
    shortcuts_heading = gettext_lazy("About the site itself:")

    def prepare_queryset(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.only(*ROW_FIELDS, "text", "area", "topic", "kind")

    def get_label(self, item: Question) -> str:
        """Nothing for a question: they are nearly all."""
        return "" if item.kind == QuestionKind.QUESTION else get_choice_label(QuestionKind, item.kind)

    def get_notes(self, item: Question) -> list[str]:
        area = get_choice_label(Area, item.area) if item.area else ""
        return [*filter(None, [area, self.get_verification(item)])]

    def get_facts(self, item: Question) -> list[Fact]:
        return [
            Fact(_("Kind"), str(item.get_kind_display())),
            Fact(_("Answer to"), item.answers_to.heading if item.answers_to else ""),
            Fact(pgettext("questions", "Topic"), item.topic.title if item.topic else ""),
            Fact(_("Area"), str(item.get_area_display())),
            *super().get_facts(item),
        ]

    def get_export_columns(self) -> list[Column]:
        number, *rest = super().get_export_columns()
        return [
            number,
            Column("kind", _("Kind"), as_labels(QuestionKind)),
            Column("text", _("Question"), as_masked),
            Column("area", _("Area"), as_labels(Area)),
            Column("topic__key", pgettext("questions", "Topic")),
            *rest,
        ]


class QuestionSitesForm(SitePermissionsForm):
    """On the group screen."""

    heading = gettext_lazy("Questions")
    app_label = "wagtail_feedback_questions"
    permissions = (
        ("moderate_question", gettext_lazy("Can take up, leave out and mark as spam")),
        ("view_contacts_question", gettext_lazy("Can see email addresses and order numbers")),
        ("export_question", gettext_lazy("Can export")),
        ("erase_question", gettext_lazy("Can erase at their author’s request")),
        ("import_question", gettext_lazy("Can import")),
    )
