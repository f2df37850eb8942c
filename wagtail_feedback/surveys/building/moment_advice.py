"""Advice on when a survey offers itself: not before there is something to tell, not when it is forgotten, not
to somebody who has only just come. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_feedback.surveys.building.publishing_errors import Advice
from wagtail_feedback.surveys.models.prompt_rules import Moment

#: Days after an order when it is half forgotten.
LATEST_DAYS = 30
#: Somebody who has looked around for so long can say something.
FEWEST_SECONDS = 5
AFTER_ORDER = (Moment.ORDER, Moment.FIRST_ORDER)


@dataclass(frozen=True)
class Asking:
    """What an editor has chosen; ``delivery_days`` is how long the shop’s parcels take, 0 for unknown."""

    moment: str = ""
    days: int = 0
    page: int = 1
    seconds: int = 0
    scroll: int = 0
    on_exit: bool = False
    delivery_days: int = 0

    @property
    def is_at_once(self) -> bool:
        return self.page <= 1 and self.seconds < FEWEST_SECONDS and not self.scroll and not self.on_exit


def describe_moment(settings: Mapping[str, Any]) -> str:
    """In words, from a survey's fields by name; empty for none."""
    moment, days = Moment(settings.get("prompt_moment") or ""), settings.get("prompt_days") or 0
    if moment == Moment.NONE:
        return ""
    words = str(moment.label)
    if settings.get("prompt_on_exit"):
        words = _("When somebody is about to leave")
    if days:
        later = ngettext("%(moment)s, %(count)s day later", "%(moment)s, %(count)s days later", days)
        return later % {"moment": words, "count": days}
    page = settings.get("prompt_page") or 1
    return _("%(moment)s, from page %(page)s on") % {"moment": words, "page": page} if page > 1 else words


def warn_of_moment(asking: Asking) -> Iterator[Advice]:
    """Each code names the numbers it is about: with others it is asked anew."""
    if asking.moment == Moment.NONE:
        text = _(
            "Nobody is asked at a moment of your choice. Choose one under “Offering itself”, or tick that a"
            " page or a link asks."
        )
        yield Advice("moment:none", _("It has no moment."), text)
    elif asking.moment in AFTER_ORDER:
        yield from _warn_of_days(asking)
    elif asking.moment == Moment.VISIT and asking.is_at_once:
        text = _("Whoever has only just come has nothing to tell. Let it wait: some seconds, a later page.")
        yield Advice("moment:at_once", _("It asks as soon as somebody comes."), text)


def _warn_of_days(asking: Asking) -> Iterator[Advice]:
    days, needed = asking.days, asking.delivery_days
    if days > LATEST_DAYS:
        title = ngettext(
            "It comes %(count)s day after the order.", "It comes %(count)s days after the order.", days
        )
        text = _(
            "After thirty days most have forgotten what it was like. Two or three after the delivery are"
            " good."
        )
        yield Advice(f"moment:late:{days}", title % {"count": days}, text)
    elif days < needed:
        text = ngettext(
            "An order takes %(count)s day to arrive, as the settings of surveys say.",
            "An order takes %(count)s days to arrive, as the settings of surveys say.",
            needed,
        )
        title = _("It comes before the delivery.")
        yield Advice(f"moment:early:{days}:{needed}", title, text % {"count": needed})
    elif not days and not needed:
        text = _("Nobody can judge what has not arrived: say after how many days it is to come.")
        yield Advice("moment:no_days", _("It comes on the day of the order."), text)
