from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

NBSP = "\N{NO-BREAK SPACE}"
UNITS = [
    ("cm", _("cm")),
    ("mm", _("mm")),
    ("kg", _("kg")),
    ("litre", _("litres")),
    ("year", _("years")),
    ("day", _("working days")),
]
CURRENCIES = [("₽", "₽"), ("€", "€")]


def in_words(value: Decimal) -> str:
    """2.40 → 2.4, with the decimal mark of the language."""
    return number_format(value.normalize() if value % 1 else int(value))


def unit_words(unit: str, value: Decimal) -> str:
    counted = int(value)
    if unit == "year":
        return ngettext("year", "years", counted)
    if unit == "day":
        return ngettext("working day", "working days", counted)
    signs = {"cm": gettext("cm"), "mm": gettext("mm"), "kg": gettext("kg")}
    return signs.get(unit) or gettext("l (litres)")


class Words(blocks.StructValue):
    @property
    def text(self) -> str:
        return str(self["value"])


class Measure(blocks.StructValue):
    @property
    def text(self) -> str:
        value: Decimal = self["value"]
        return f"{in_words(value)}{NBSP}{unit_words(self['unit'], value)}"


class Price(blocks.StructValue):
    @property
    def text(self) -> str:
        return f"{in_words(self['value'])}{NBSP}{self['currency']}"


class YesNo(blocks.StructValue):
    @property
    def text(self) -> str:
        return gettext("yes") if self["value"] else gettext("no")


class WordsRow(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"))
    value = blocks.CharBlock(label=_("Value"))

    class Meta:
        icon = "pilcrow"
        label = _("Words")
        value_class = Words


class MeasureRow(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"))
    value = blocks.DecimalBlock(label=_("Value"), max_digits=8, decimal_places=2)
    unit = blocks.ChoiceBlock(label=_("Unit"), choices=UNITS)

    class Meta:
        icon = "order"
        label = _("Measure")
        value_class = Measure


class PriceRow(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"))
    value = blocks.DecimalBlock(label=_("Value"), max_digits=10, decimal_places=2)
    currency = blocks.ChoiceBlock(label=_("Currency"), choices=CURRENCIES)

    class Meta:
        icon = "tag"
        label = _("Price")
        value_class = Price


class YesNoRow(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"))
    value = blocks.BooleanBlock(label=_("Yes"), required=False)

    class Meta:
        icon = "check"
        label = _("Yes or no")
        value_class = YesNo


class RowsBlock(blocks.StreamBlock):
    words = WordsRow()
    measure = MeasureRow()
    price = PriceRow()
    yes_no = YesNoRow()


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    rows = RowsBlock(label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Facts")
        template = "shop/blocks/facts.html"
        preview_value = {
            "title": "Measures",
            "rows": [("measure", {"label": "Weight", "value": Decimal("2.4"), "unit": "kg"})],
        }
        description = _("A table of measures, prices and other facts")
