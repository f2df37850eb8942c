"""One topic on one screen: who says it and how, what is like it, and what is to be done."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_feedback import features
from wagtail_feedback.conf import conf
from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.moderation.permissions import user_can
from wagtail_feedback.questions.admin.topic_tabs import get_topic_tab
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.actions import (
    AnswerTopicAction,
    ChangeTopicAction,
    DismissTopicAction,
    MergeTopicsAction,
    MoveQuestionsAction,
    ReopenTopicAction,
    SplitTopicAction,
    TopicAction,
)
from wagtail_feedback.questions.topics.demand import count_searches, get_trends
from wagtail_feedback.questions.topics.drafts import get_given_answers
from wagtail_feedback.questions.topics.machine_drafts import NoDraft, clean_draft, write_draft
from wagtail_feedback.questions.topics.nearby import get_nearby_questions, get_nearby_topics
from wagtail_feedback.questions.topics.page_drafting import draft_answer
from wagtail_feedback.utils.permission_policies import get_policy
from wagtail_feedback.utils.text import trusted_html

MEMBERS_PER_PAGE = 50
#: So many topics can be chosen from, those most asked first.
MOST_TOPICS = 300
CONFLICT, UNPROCESSABLE = 409, 422


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ("name", "area")


class TopicView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Each button of the page is one name in ``handlers``: ``merge`` is answered by :meth:`handle_merge`."""

    model: Any = None
    any_permission_required = ["view", "change"]
    template_name = "wagtail_feedback/questions/topics/topic.html"
    header_icon = "tag"
    handlers: ClassVar[tuple[str, ...]] = (
        *("save", "dismiss", "reopen", "split", "move", "add", "merge", "answer", "draft", "write", "use"),
    )

    @cached_property
    def topic(self) -> Topic:
        own = get_policy(Topic).instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return get_object_or_404(own.select_related("sample", "merged_into"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        current = self.topic.get_current()
        return self.show() if current == self.topic else redirect(get_topic_url(current))

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        name = request.POST.get("action", "")
        if name not in self.handlers:
            return HttpResponseBadRequest()
        current = self.topic.get_current()
        if current != self.topic:
            # Nobody has seen what is decided about now.
            self.topic = current
            message = _("A colleague has merged this topic into another one, which is this. Decide again.")
            return self.show(CONFLICT, problem=message, form=self.form)
        try:
            return getattr(self, f"handle_{name}")()
        except VersionConflict:
            del self.topic
            message = _("A colleague has changed this topic meanwhile. Look at it and decide again.")
            return self.show(CONFLICT, problem=message, form=self.form)
        except ActionNotAllowed:
            return self.show(UNPROCESSABLE, problem=_("Tick something or choose a topic first."))

    @cached_property
    def answers(self) -> features.Answers | None:
        """Where answers to topics of this kind are."""
        return features.get_answers() if self.topic.can_be_answered else None

    @cached_property
    def form(self) -> TopicForm:
        return TopicForm(self.request.POST or None, instance=Topic.objects.get(pk=self.topic.pk))

    # What the buttons do

    def handle_save(self) -> HttpResponse:
        if not self.form.is_valid():
            return self.show(UNPROCESSABLE, form=self.form)
        data = self.form.cleaned_data
        return self.do(
            ChangeTopicAction(**self.action_kwargs, name=data["name"], area=data["area"]), _("Saved.")
        )

    def handle_dismiss(self) -> HttpResponse:
        return self.do(DismissTopicAction(**self.action_kwargs), _("Dismissed. It does not come back."))

    def handle_reopen(self) -> HttpResponse:
        return self.do(ReopenTopicAction(**self.action_kwargs), _("Open again."))

    def handle_split(self) -> HttpResponse:
        action = SplitTopicAction(**self.action_kwargs, questions=self.chosen)
        response = self.do(action, _("Split. This is the new topic."))
        return redirect(get_topic_url(action.new_topic)) if action.new_topic else response

    def handle_move(self) -> HttpResponse:
        """The chosen questions go to another topic."""
        target = self.other_topic
        if target is None:
            raise ActionNotAllowed("topic_move", self.topic.state)
        action = MoveQuestionsAction(target, questions=self.chosen, user=self.request.user)
        self.do(action, _("Moved to “%(topic)s”.") % {"topic": target.title})
        return redirect(get_topic_url(self.topic))

    def handle_add(self) -> HttpResponse:
        """Questions from below join this topic."""
        action = MoveQuestionsAction(
            **self.action_kwargs, questions=read_ids(self.request.POST.getlist("nearby"))
        )
        return self.do(action, _("Added."))

    def handle_merge(self) -> HttpResponse:
        other = self.other_topic
        action = MergeTopicsAction(**self.action_kwargs, others=[other] if other else [])
        return self.do(action, _("Merged. Everything is here now."))

    def handle_answer(self) -> HttpResponse:
        key, answers = self.request.POST.get("answer", ""), self.answers
        if answers is None or key not in dict(answers.get_choices(self.topic.language)):
            return self.show(UNPROCESSABLE, problem=_("Choose an answer first."))
        return self.do(AnswerTopicAction(**self.action_kwargs, answer_key=key), _("Linked to its answer."))

    def handle_write(self) -> HttpResponse:
        """Have a machine write a draft, which the page shows; nothing is stored."""
        if not conf.ANSWER_DRAFTER:
            return HttpResponseBadRequest()
        if not self.can_change:
            raise PermissionDenied
        try:
            written = write_draft(self.topic)
        except NoDraft as problem:
            return self.show(UNPROCESSABLE, problem=str(problem), form=self.form)
        return self.show(form=self.form, written=trusted_html(written))

    def handle_use(self) -> HttpResponse:
        """Begin the answer with what the machine has written."""
        return self.handle_draft(self.written)

    def handle_draft(self, written: str = "") -> HttpResponse:
        """Begin an answer and go on writing it; nothing is published by itself."""
        answers = self.answers
        if answers is None:
            return HttpResponseBadRequest()
        if self.seen_version != self.topic.version:
            raise VersionConflict(self.topic)
        if not (self.topic.name or self.topic.sample_text):
            return self.show(UNPROCESSABLE, problem=_("None of its questions is left: name the topic first."))
        with transaction.atomic():
            key = draft_answer(self.topic, answers, self.request.user, written)
        messages.success(self.request, _("The draft is ready to be written."))
        return redirect(answers.get_edit_url(key, self.topic.language))

    @property
    def written(self) -> str:
        """The machine’s draft, as the page has shown it."""
        return clean_draft(self.request.POST.get("written", ""))

    @property
    def can_change(self) -> bool:
        policy = get_policy(Topic)
        return bool(policy.user_has_permission_for_instance(self.request.user, "change", self.topic))

    @property
    def question_url(self) -> str:
        """The name of a question's screen; empty for whoever may open none of this site."""
        can_open = user_can(self.request.user, "moderate", Question(site_id=self.topic.site_id))
        return Question.snippet_viewset.get_url_name("edit") if can_open else ""

    @property
    def action_kwargs(self) -> dict[str, Any]:
        return {"topic": self.topic, "user": self.request.user, "seen_version": self.seen_version}

    @property
    def seen_version(self) -> int:
        version = self.request.POST.get("version", "")
        return int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else -1

    @property
    def chosen(self) -> list[int]:
        return read_ids(self.request.POST.getlist("question"))

    @property
    def other_topic(self) -> Topic | None:
        key = self.request.POST.get("topic", "")
        return Topic.objects.current().exclude(pk=self.topic.pk).filter(key=key).first() if key else None

    def do(self, action: TopicAction, message: str) -> HttpResponse:
        action.execute()
        if action.undone:
            undone = ngettext(
                "It takes back %(count)s earlier decision that said otherwise.",
                "It takes back %(count)s earlier decisions that said otherwise.",
                action.undone,
            )
            message = f"{message} {undone % {'count': action.undone}}"
        messages.success(self.request, message)
        return redirect(get_topic_url(self.topic))

    # What the page shows

    def show(self, status: int = 200, **extra: Any) -> HttpResponse:
        response = self.render_to_response({**self.get_context_data(), **extra}, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        topic, answers, tab = self.topic, self.answers, get_topic_tab(self.topic.kind)
        members = Question.objects.taken_up().filter(topic=topic).order_by("-created_at", "-pk")
        nearby = get_nearby_topics(topic)
        counted = Topic.objects.filter(pk=topic.pk).with_demand().annotate(searches=count_searches()).get()
        return {
            **super().get_context_data(**kwargs),
            "topic": topic,
            "tab": tab,
            "topic_url": get_topic_url(topic),
            "form": TopicForm(instance=topic),
            "members": Paginator(members, MEMBERS_PER_PAGE).get_page(self.request.GET.get("p")),
            "counted": counted,
            "trend": get_trends([topic.pk]).get(topic.pk),
            "nearby": get_nearby_questions(topic),
            "nearby_topics": nearby,
            "other_topics": get_others(topic, {each.pk for each in nearby}),
            "given_answers": get_given_answers(topic),
            "answers": answers.get_choices(topic.language) if answers else [],
            "answer_url": answers.get_edit_url(topic.answer_key, topic.language)
            if answers and topic.answer_key
            else "",
            "has_answers": answers is not None,
            "can_change": self.can_change,
            "question_url": self.question_url,
            "has_drafter": bool(conf.ANSWER_DRAFTER),
            "written": trusted_html(self.written),
            "header_title": topic.title,
            "history_url": reverse(get_url_name("history"), args=[topic.pk]),
            "breadcrumbs_items": [
                *self.breadcrumbs_items,
                {
                    "url": f"{reverse(get_url_name('list'))}?tab={tab.slug}",
                    "label": pgettext("questions", "Topics"),
                },
                {"url": "", "label": topic.title},
            ],
        }


def get_others(topic: Topic, known: set[int]) -> list[Topic]:
    """Topics of the same mailbox beside those that are near, those most asked first."""
    rows = Topic.objects.current().filter(site=topic.site_id, language=topic.language, kind=topic.kind)
    rows = rows.exclude(pk__in={*known, topic.pk}).with_demand().order_by("-askers", "pk")
    return list(rows.select_related("sample")[:MOST_TOPICS])


def get_topic_url(topic: Topic) -> str:
    return reverse(get_url_name("edit"), args=[topic.pk])


def get_url_name(view: str) -> str:
    name: str = Topic.snippet_viewset.get_url_name(view)  # type: ignore[attr-defined]
    return name


def read_ids(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19]
