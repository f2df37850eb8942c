"""What a feature registers as ``Feature.importer`` to take part in the command and on the screen."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from wagtail_feedback.imports.import_options import ImportOptions
from wagtail_feedback.imports.row_importer import RowImporter
from wagtail_feedback.moderation.permissions import limit_to_sites, user_can_anywhere
from wagtail_feedback.utils.tabular.files import UnreadableFile


class FeatureImporter:
    """Where rows may go, and who makes submissions of them.

    Attributes:
        target_model: what holds the submissions, with ``slug`` and ``site``, such as a review book.
        target_option: its option of ``feedback_import``, without dashes.
        row_importer: makes submissions of rows.
    """

    target_model: ClassVar[Any]
    target_option: ClassVar[str]
    row_importer: ClassVar[type[RowImporter[Any]]]

    @property
    def model(self) -> Any:
        """The model of the submissions."""
        return self.row_importer.model

    def is_allowed(self, user: Any) -> bool:
        """Whether the user may import on any site."""
        return user_can_anywhere(user, "import", self.model)

    def get_targets(self, user: Any) -> Any:
        """Where the user may import to."""
        return limit_to_sites(
            self.target_model._default_manager.select_related("site"), user, "import", self.model
        )

    def get_reference(self, target: Any) -> str:
        """What :meth:`find_target` finds it by."""
        return str(target.slug)

    def find_target(self, slug: str) -> Any:
        """Raises:
        UnreadableFile: there is no such thing; the message lists those there are.
        """
        manager = self.target_model._default_manager
        target = manager.select_related("site").filter(slug=slug).first()
        if target is None:
            raise UnreadableFile(
                _("No %(kind)s “%(slug)s”; there are: %(slugs)s.")
                % {
                    "kind": self.target_model._meta.verbose_name,
                    "slug": slug,
                    "slugs": ", ".join(manager.values_list("slug", flat=True)) or "–",
                }
            )
        return target

    def get_importer(self, target: Any, options: ImportOptions) -> RowImporter[Any]:
        """An importer for one run."""
        return self.row_importer(target=target, options=options)
