"""What editors do with several topics at once: with those that they have seen and ticked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from wagtail_feedback import features
from wagtail_feedback.questions.models import Topic
from wagtail_feedback.questions.topics.actions import DismissTopicAction, MergeTopicsAction
from wagtail_feedback.questions.topics.page_drafting import make_page
from wagtail_feedback.submissions.choices import TopicKind
from wagtail_feedback.utils.pages import page_model
from wagtail_feedback.utils.permission_policies import get_policy


class TopicBulkAction(SnippetBulkAction):
    models = [Topic]
    template_name = "wagtail_feedback/questions/topics/bulk.html"
    question: Any = ""
    #: Whose topics it is for.
    kinds = frozenset(TopicKind.values)

    def check_perm(self, snippet: Any) -> bool:
        return bool(get_policy(Topic).user_has_permission_for_instance(self.request.user, "change", snippet))

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> Any:
        """None is no error: the page says so."""
        return Topic.objects.current().filter(pk__in=object_ids, kind__in=cls.kinds)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Only what somebody has ticked is decided: nobody has seen all of a list of a hundred pages."""
        return []

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}


class DismissBulkAction(TopicBulkAction):
    display_name = gettext_lazy("Dismiss")
    action_type = "feedback_dismiss"
    aria_label = gettext_lazy("Dismiss the selected topics")
    action_priority = 20
    question = gettext_lazy("Dismiss these topics? They do not come back.")

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        for topic in objects:
            DismissTopicAction(topic, user=kwargs["user"]).execute()
        return len(objects), 0

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s topic dismissed.", "%(count)s topics dismissed.", number) % {
            "count": number
        }


class MergeBulkAction(TopicBulkAction):
    """All into the first one of the list, which most people speak of."""

    display_name = gettext_lazy("Merge")
    action_type = "feedback_merge"
    aria_label = gettext_lazy("Merge the selected topics")
    action_priority = 10
    question = gettext_lazy(
        "Make one topic of these? Only those of the same site and language can be merged."
    )

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        topics = list(Topic.objects.filter(pk__in=[topic.pk for topic in objects]).with_demand())
        first, *others = sorted(topics, key=lambda topic: (-topic.askers, topic.pk))
        others = [each for each in others if each.mailbox == first.mailbox]
        if others:
            MergeTopicsAction(first, others=others, user=kwargs["user"]).execute()
        return len(others) and len(others) + 1, 0

    def get_success_message(self, number: int, _children: int) -> str:
        return ngettext("%(count)s topic merged.", "%(count)s topics merged.", number) % {"count": number}


class PageForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the page"), max_length=255)
    parent: Any = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Below"), widget=AdminPageChooser)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["parent"].queryset = page_model().objects.all()  # type: ignore[attr-defined]

    def clean_parent(self) -> Any:
        parent, answers = self.cleaned_data["parent"], features.get_answers()
        if not parent.permissions_for_user(self.user).can_add_subpage():
            raise ValidationError(_("You may not add pages there."))
        if answers is None or not answers.can_create_page(parent):
            raise ValidationError(_("No page of questions may stand below this one. Choose another."))
        return parent


class PageBulkAction(TopicBulkAction):
    """A draft of a page: nothing is published, and the page's own workflow follows."""

    display_name = gettext_lazy("Make an FAQ page")
    action_type = "feedback_make_page"
    aria_label = gettext_lazy("Make an FAQ page of the selected topics")
    action_priority = 5
    kinds = frozenset({TopicKind.QUESTION})
    question = gettext_lazy("A draft of a page with these questions. Answers that are missing are begun.")
    form_class = PageForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def prepare_action(self, objects: list[Any], objects_without_access: Any) -> Any:
        """Topics of one language go on one page."""
        answers = features.get_answers()
        if not objects or answers is None or len({topic.language for topic in objects}) > 1:
            messages.error(self.request, _("Choose topics of one language."))
            return redirect(self.next_url)
        data = self.cleaned_form.cleaned_data
        url = make_page(objects, answers, title=data["title"], parent=data["parent"], user=self.request.user)
        messages.success(self.request, _("The draft is ready: write the answers, then publish it."))
        return redirect(url)

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """All was done by :meth:`prepare_action`, which leads to the page."""
        return len(objects), 0


TOPIC_BULK_ACTIONS = (PageBulkAction, MergeBulkAction, DismissBulkAction)
