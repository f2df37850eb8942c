"""``feedback_import questions`` by a name of its own."""

from __future__ import annotations

from argparse import ArgumentParser

from wagtail_feedback.management.commands import feedback_import
from wagtail_feedback.questions.asking.question_importer import QuestionImporter


class Command(feedback_import.Command):
    """The same command, with the feature fixed."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.set_defaults(feature="questions")
        self.add_importer_arguments(parser, QuestionImporter())
