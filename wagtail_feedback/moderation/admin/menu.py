"""The menu group that every feature adds its screens to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.snippets.views.snippets import SnippetViewSetGroup

#: A viewset with this ``menu_hook``, or a hook of this name that returns a ``MenuItem``, joins the group.
MENU_HOOK = "register_feedback_menu_item"


class FeedbackGroup(SnippetViewSetGroup):
    """“Feedback” in the admin menu: what belongs to core, then whatever features add by the hook."""

    menu_label = _("Feedback")
    menu_icon = "comment"
    menu_name = "feedback"
    menu_order = 150
    submenu_hook = MENU_HOOK

    def get_menu_item(self, order: int | None = None) -> Any:
        # Wagtail 7.4 knows no ``submenu_hook``, so the menu is put together here for both.
        return SubmenuMenuItem(
            label=self.menu_label,
            menu=Menu(register_hook_name=self.submenu_hook, items=self.get_submenu_items()),
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=self.menu_order,
        )
