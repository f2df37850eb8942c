"""Choosers that show no more than a person may choose; Wagtail's show everything to every login."""

from __future__ import annotations

from typing import Any

from wagtail.snippets.views import chooser


class ChoosableMixin:
    """The rows that the model's viewset lets this user choose."""

    model_class: Any
    request: Any

    def get_object_list(self) -> Any:
        return self.model_class.snippet_viewset.get_choosable(self.request.user)

    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Any) -> Any:
        return self.get_object_list().filter(pk__in=pks)


class ChooseView(ChoosableMixin, chooser.ChooseView):
    pass


class ChooseResultsView(ChoosableMixin, chooser.ChooseResultsView):
    pass


class ChosenView(ChoosableMixin, chooser.SnippetChosenView):
    pass


class ChosenMultipleView(ChoosableMixin, chooser.SnippetChosenMultipleView):
    pass


class LimitedChooserViewSet(chooser.SnippetChooserViewSet):
    """For ``chooser_viewset_class``: asks the snippet viewset's ``get_choosable(user)``."""

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
