"""README and docs/ say nothing that the code does not keep, and docs/reference.md leaves nothing out."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import BaseCommand, get_commands, load_command_class
from django.dispatch import Signal
from django.urls import get_resolver

from tests.project import markdown
from tests.project.paths import PACKAGE, README, ROOT, name_of
from wagtail_feedback import signals
from wagtail_feedback.conf import Settings
from wagtail_feedback.faq.blocks import FAQBlock
from wagtail_feedback.questions.blocks import MostAskedBlock, QuestionFormBlock
from wagtail_feedback.reviews import blocks
from wagtail_feedback.reviews.templatetags import wagtail_feedback_reviews_tags
from wagtail_feedback.submissions.blocks import SubmissionFormBlock
from wagtail_feedback.surveys.blocks import SurveyBlock, SurveyResultsBlock
from wagtail_feedback.surveys.templatetags import wagtail_feedback_survey_tags
from wagtail_feedback.templatetags import wagtail_feedback_tags

DOCS = ROOT / "docs"
PAGES = [README, *sorted(DOCS.glob("*.md"))]
REFERENCE = (DOCS / "reference.md").read_text(encoding="utf-8")
OVERRIDING = (DOCS / "overriding-templates.md").read_text(encoding="utf-8")
ALL = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
CODE = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", ALL, re.DOTALL))
BASE_BLOCKS = {blocks.BookChildBlock, SubmissionFormBlock}
BLOCKS = {
    name: block
    for name, block in vars(blocks).items()
    if isinstance(block, type) and issubclass(block, tuple(BASE_BLOCKS)) and block not in BASE_BLOCKS
} | {
    "FAQBlock": FAQBlock,
    "QuestionFormBlock": QuestionFormBlock,
    "MostAskedBlock": MostAskedBlock,
    "SurveyBlock": SurveyBlock,
    "SurveyResultsBlock": SurveyResultsBlock,
}
#: Folders of templates that only editors and moderators see.
ADMIN_FOLDERS = {"moderation", "topics"}
DJANGO_OPTIONS = {action.dest for action in BaseCommand().create_parser("", "")._actions}
#: The other tags of surveys are for our own templates.
SURVEY_TAGS = {
    name: tag
    for name, tag in wagtail_feedback_survey_tags.register.tags.items()
    if name.startswith("feedback_")
}
TAGS = {
    **wagtail_feedback_tags.register.tags,
    **wagtail_feedback_reviews_tags.register.tags,
    **SURVEY_TAGS,
}


def commands_under(folder: Path) -> set[str]:
    return {path.stem for path in folder.rglob("management/commands/*.py")} - {"__init__"}


def options_of(command: str) -> set[str]:
    """Every long option of the command and of its subcommands, but Django's own."""
    app = get_commands()[command]
    parser = load_command_class(app, command).create_parser("manage.py", command)
    parts = [parser, *(part for action in parser._actions for part in _parts(action))]
    ours = [action for part in parts for action in part._actions if action.dest not in DJANGO_OPTIONS]
    return {option for action in ours for option in action.option_strings if option.startswith("--")}


def _parts(action):
    return action.choices.values() if isinstance(action.choices, dict) else ()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page):
    assert markdown.dead_links(page) == []


def test_every_page_is_linked_from_the_index():
    linked = markdown.linked_files(DOCS / "index.md")
    assert set(DOCS.glob("*.md")) - linked == {DOCS / "index.md"}


def test_make_targets_exist():
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert set(re.findall(r"\bmake ([a-z-]+)", CODE)) - targets == set()


def test_management_commands_exist():
    named = set(re.findall(r"(?:manage\.py|-m django) +([a-z_]+)", CODE))
    assert named - commands_under(ROOT / "example_project") - set(get_commands()) == set()


def test_settings_exist_wherever_they_are_named():
    named = set(re.findall(r"\bWAGTAILFEEDBACK_([A-Z_]+[A-Z])", ALL))
    assert named <= {name for name in vars(Settings) if name.isupper()}


def test_the_reference_has_every_setting_and_no_other():
    wanted = {f"WAGTAILFEEDBACK_{name}" for name in vars(Settings) if name.isupper()}
    assert markdown.rows(REFERENCE, "Settings") == wanted


def test_the_reference_has_every_block_and_no_other():
    assert set(re.findall(r"(?m)^### `(\w+Block)`$", REFERENCE)) == set(BLOCKS)


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_the_reference_has_every_field_of_a_block_and_no_other(name):
    assert markdown.rows(REFERENCE, f"`{name}`") == set(BLOCKS[name]().child_blocks)


def test_the_reference_has_every_template_tag_and_no_other():
    named = markdown.rows(REFERENCE, "Template tags")
    assert {tag.strip("{% }") for tag in named} == set(TAGS)


def test_the_reference_has_every_signal_and_no_other():
    sent = {name for name, value in vars(signals).items() if isinstance(value, Signal)}
    assert markdown.rows(REFERENCE, "Signals") == sent


def test_the_reference_has_every_command_and_no_other():
    assert markdown.rows(REFERENCE, "Management commands") == commands_under(PACKAGE)


def test_the_reference_has_every_option_of_our_commands_and_no_other():
    named = set(re.findall(r"--[a-z][a-z-]+", markdown.section(REFERENCE, "Management commands")))
    assert named == {option for command in commands_under(PACKAGE) for option in options_of(command)}


def test_the_reference_has_every_check_and_no_other():
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    ids = set(re.findall(r"\"wagtail_feedback\.([EW]\d{3})\"", code))
    assert markdown.rows(REFERENCE, "System checks") == ids


def test_the_reference_has_every_address_and_no_other():
    resolver = get_resolver("wagtail_feedback.urls")
    names = {
        key for key in resolver.namespace_dict["wagtail_feedback"][1].reverse_dict if isinstance(key, str)
    }
    named = set(re.findall(r"(?m)^\| `[^`]+` \| `(\w+)` \|", markdown.section(REFERENCE, "Addresses")))
    assert named == names


@pytest.mark.parametrize(
    ("module", "names"), markdown.table(REFERENCE, "What a site may import"), ids=lambda value: value[:60]
)
def test_what_a_site_may_import_is_there(module, names):
    found = import_module(module.strip("`"))
    wanted = re.findall(r"`(\w+)`(?!\()", names.partition(":")[0].partition(", and their")[0])
    assert [name for name in wanted if not hasattr(found, name)] == []


def test_templates_exist_wherever_they_are_named():
    folder = PACKAGE / "templates" / "wagtail_feedback"
    named = re.findall(r"`((?:elements|submissions|reviews|privacy|email|moderation)/[\w/.]*\w)`", OVERRIDING)
    names = {name if "." in name else f"{name}.html" for name in named}
    assert {name for name in names if not (folder / name).is_file()} == set()


def test_every_public_template_is_named():
    folder = PACKAGE / "templates" / "wagtail_feedback"
    every = {path.relative_to(folder) for path in folder.rglob("*.html")}
    public = {path for path in every if ADMIN_FOLDERS.isdisjoint(path.parts)}
    assert {name for name in map(str, public) if f"`{name.removesuffix('.html')}" not in OVERRIDING} == set()


def test_tokens_exist():
    styles = (PACKAGE / "static/wagtail_feedback/css/feedback.css").read_text(encoding="utf-8")
    assert {token for token in re.findall(r"--wf-[a-z-]+", OVERRIDING) if f"{token}:" not in styles} == set()
