"""The blocks a survey is built of. Ids of blocks are the ids of steps, questions and choices: Wagtail keeps
them through edits, moves and translations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from wagtail_feedback.surveys.schema import Kind, Op, Type

TEXT_LENGTH, LONG_TEXT_LENGTH, MAX_TEXT_LENGTH = 200, 2_000, 20_000
MODES = [("all", _("All of these hold")), ("any", _("Any of these holds"))]
KINDS = [
    (Kind.PLAIN.value, _("Plain")),
    (Kind.OTHER.value, _("Other, in words of one’s own")),
    (Kind.NONE.value, _("None of these: excludes the others")),
]
OPS = [
    (Op.EQUALS.value, _("is")),
    (Op.DIFFERS.value, _("is not")),
    (Op.ANY_OF.value, _("is one of")),
    (Op.LESS.value, _("is less than")),
    (Op.MORE.value, _("is more than")),
    (Op.CONTAINS.value, _("includes")),
    (Op.LACKS.value, _("does not include")),
    (Op.ANSWERED.value, _("was answered")),
    (Op.EMPTY.value, _("was not answered")),
]


class ReferenceBlock(blocks.CharBlock):
    """Holds an id. A script shows what it can name as a list (``survey-rules.js``)."""

    def __init__(self, refers_to: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget.attrs["data-wfd-refers"] = refers_to


class ConditionBlock(blocks.StructBlock):
    """``question`` and ``value`` hold ids; several values of “is one of” stand with commas between."""

    question = ReferenceBlock("question", label=_("Earlier question"))
    row = ReferenceBlock("row", label=_("Row"), required=False)
    op = blocks.ChoiceBlock(choices=OPS, default=Op.EQUALS.value, label=_("Comparison"))
    value = ReferenceBlock("value", label=_("Answer"), required=False)

    class Meta:
        icon = "view"
        label = _("Condition")


class ConditionGroupBlock(blocks.StructBlock):
    mode = blocks.ChoiceBlock(choices=MODES, default="any", label=_("Together"))
    conditions = blocks.ListBlock(ConditionBlock(), label=_("Conditions"))

    class Meta:
        icon = "folder-open-inverse"
        label = _("Group of conditions")


class RuleBlock(blocks.StructBlock):
    mode = blocks.ChoiceBlock(choices=MODES, default="all", label=_("Together"))
    conditions = blocks.StreamBlock(
        [("condition", ConditionBlock()), ("group", ConditionGroupBlock())],
        required=False,
        label=_("Conditions"),
    )

    class Meta:
        icon = "view"
        label = _("Show only if")
        collapsed = True


def make_quota_block() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        required=False,
        min_value=1,
        label=_("Responses wanted"),
        help_text=_("Whoever chooses it later is thanked and not taken. Empty: as many as come."),
    )


class ChoiceItemBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=150, label=_("Words"))
    kind = blocks.ChoiceBlock(choices=KINDS, default="", required=False, label=_("Kind"))
    quota = make_quota_block()

    class Meta:
        label = _("Choice")


class LabelItemBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=150, label=_("Words"))

    class Meta:
        label = _("Words")


class PictureItemBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    label = blocks.CharBlock(max_length=150, label=_("What it shows"))
    quota = make_quota_block()

    class Meta:
        label = _("Picture")


class QuestionBlock(blocks.StructBlock):
    """What every question has; ``type_fields`` of a subclass stand between its words and its rule."""

    label = blocks.CharBlock(max_length=250, label=_("Question"))
    help = blocks.CharBlock(max_length=250, required=False, label=_("Help"))
    required = blocks.BooleanBlock(required=False, label=_("Must be answered"))
    name = blocks.CharBlock(
        max_length=30,
        required=False,
        validators=[validate_slug],
        label=_("Short name"),
        help_text=_("For exports, and to repeat the answer in a later text: {name|when there is none}."),
    )
    series = blocks.IntegerBlock(
        min_value=1,
        default=1,
        label=_("Counted as number"),
        help_text=_("Raise it when the question begins to mean something else: figures start anew then."),
    )
    show_if = RuleBlock()

    #: What the document calls the type.
    type: ClassVar[Type]

    class Meta:
        icon = "help"
        label_format = "{label}"


class ScaleBlock(QuestionBlock):
    low_label = blocks.CharBlock(max_length=60, label=_("The lowest means"))
    high_label = blocks.CharBlock(max_length=60, label=_("The highest means"))
    not_applicable = blocks.BooleanBlock(required=False, label=_("Offer “does not apply”"))


class ChoiceBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceItemBlock(), min_num=2, label=_("Choices"))
    shuffled = blocks.BooleanBlock(required=False, label=_("In another order for everyone"))


class PicturesBlock(QuestionBlock):
    choices = blocks.ListBlock(PictureItemBlock(), min_num=2, label=_("Pictures"))
    several = blocks.BooleanBlock(required=False, label=_("Several can be chosen"))
    shuffled = blocks.BooleanBlock(required=False, label=_("In another order for everyone"))


class MatrixBlock(QuestionBlock):
    choices = blocks.ListBlock(LabelItemBlock(), min_num=1, max_num=10, label=_("Rows"))
    columns = blocks.ListBlock(LabelItemBlock(), min_num=2, max_num=7, label=_("Columns"))


class RankingBlock(QuestionBlock):
    choices = blocks.ListBlock(LabelItemBlock(), min_num=2, max_num=10, label=_("What to put in order"))
    shuffled = blocks.BooleanBlock(required=False, label=_("In another order for everyone"))


class TextBlock(QuestionBlock):
    max_length = blocks.IntegerBlock(
        default=TEXT_LENGTH,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_TEXT_LENGTH)],
        label=_("At most so many characters"),
    )


class LongTextBlock(QuestionBlock):
    max_length = blocks.IntegerBlock(
        default=LONG_TEXT_LENGTH,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_TEXT_LENGTH)],
        label=_("At most so many characters"),
    )


class NumberBlock(QuestionBlock):
    minimum = blocks.FloatBlock(required=False, label=_("Not below"))
    maximum = blocks.FloatBlock(required=False, label=_("Not above"))


class ConsentBlock(QuestionBlock):
    label = blocks.CharBlock(
        max_length=500, label=_("What is agreed to"), help_text=_("These words are kept with the answer.")
    )


class QuestionsBlock(blocks.StreamBlock):
    nps = ScaleBlock(label=_("Recommendation (0–10)"), icon="order-up", group=_("Scales"))
    csat = ScaleBlock(label=_("Satisfaction (1–5)"), icon="order-up", group=_("Scales"))
    ces = ScaleBlock(label=_("Ease (1–7)"), icon="order-up", group=_("Scales"))
    stars = ScaleBlock(label=_("Stars (1–5)"), icon="pick", group=_("Scales"))
    choice = ChoiceBlock(label=_("One choice"), icon="radio-full", group=_("Choices"))
    choices = ChoiceBlock(label=_("Several choices"), icon="check", group=_("Choices"))
    dropdown = ChoiceBlock(label=_("Drop-down list"), icon="arrow-down", group=_("Choices"))
    pictures = PicturesBlock(label=_("Pictures to choose from"), icon="image", group=_("Choices"))
    matrix = MatrixBlock(label=_("Table of statements"), icon="table", group=_("Choices"))
    ranking = RankingBlock(label=_("Put in order"), icon="list-ol", group=_("Choices"))
    text = TextBlock(label=_("Short text"), icon="pilcrow", group=_("Words"))
    long_text = LongTextBlock(label=_("Long text"), icon="pilcrow", group=_("Words"))
    number = NumberBlock(label=_("Number"), icon="decimal", group=_("Words"))
    date = QuestionBlock(label=_("Date"), icon="date", group=_("Words"))
    email = QuestionBlock(label=_("Email address"), icon="mail", group=_("Words"))
    phone = QuestionBlock(label=_("Telephone number"), icon="mobile-alt", group=_("Words"))
    consent = ConsentBlock(label=_("Consent"), icon="tick-inverse", group=_("Words"))

    class Meta:
        collapsed = True


class JumpBlock(blocks.StructBlock):
    to = ReferenceBlock("step", label=_("Go to"))
    when = RuleBlock(label=_("If"))

    class Meta:
        icon = "arrow-right"
        label = _("Jump")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=150, required=False, label=_("Heading"))
    questions = QuestionsBlock(label=_("Questions"))
    jumps = blocks.ListBlock(JumpBlock(), default=[], label=_("Instead of the next step"))

    class Meta:
        icon = "doc-full"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()


class EndingBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=150, label=_("Heading"))
    text = blocks.TextBlock(required=False, max_length=1_000, label=_("Text"))
    link = blocks.CharBlock(required=False, max_length=300, label=_("Link"))
    link_label = blocks.CharBlock(required=False, max_length=80, label=_("Words of the link"))
    when = RuleBlock(label=_("If"))

    class Meta:
        icon = "tick"
        label = _("Ending")
        label_format = "{title}"


class EndingsBlock(blocks.StreamBlock):
    ending = EndingBlock()
