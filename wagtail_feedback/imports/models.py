"""An import somebody started on the screen: its file, what was said about it, and what became of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from wagtail_feedback.utils.tabular.report import ImportReport

#: Files and reports hold what customers wrote: nobody needs them for longer.
KEEP_DAYS = 7
CHUNK_BYTES = 500_000


class ImportRun(models.Model):
    """One file on its way into a feature.

    The file is kept in the database: a worker on another machine reads it there, and no web server ever
    shows it to anybody. It goes as soon as it is imported.
    """

    class Status(models.TextChoices):
        NEW = "new", _("Not imported yet")
        RUNNING = "running", _("Running")
        CHECKED = "checked", _("Checked, not imported yet")
        DONE = "done", pgettext_lazy("import", "Imported")
        FAILED = "failed", pgettext_lazy("import", "Failed")

    feature = models.CharField(max_length=40)
    target = models.CharField(max_length=60, help_text="Slug of what the rows go into.")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("user"),
    )
    file_name = models.CharField(_("file"), max_length=100)
    encoding = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=15, blank=True, help_text="Of the messages.")
    preset = models.CharField(max_length=20, blank=True)
    options = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    status = models.CharField(_("state"), max_length=8, choices=Status.choices, default=Status.NEW)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_running(self) -> bool:
        return self.status == self.Status.RUNNING

    @property
    def is_open(self) -> bool:
        """Whether it can still be checked and imported."""
        return self.status in {self.Status.NEW, self.Status.CHECKED, self.Status.FAILED}

    def get_report(self) -> ImportReport:
        return ImportReport.from_dict(self.report)

    def get_summary(self) -> str:
        return self.get_report().get_summary() if self.report else ""

    def store(self, kind: str, pieces: Iterable[bytes]) -> None:
        """Keep a file of this run in place of the one of its kind."""
        self.parts.filter(kind=kind).delete()
        for number, data in enumerate(pieces):
            self.parts.create(kind=kind, number=number, data=data)

    def read(self, kind: str) -> Iterator[bytes]:
        """The pieces of a file of this run."""
        for data in self.parts.filter(kind=kind).order_by("number").values_list("data", flat=True).iterator():
            yield bytes(data)

    @contextmanager
    def open_file(self) -> Iterator[Path]:
        """The uploaded file, on this machine for a moment."""
        with tempfile.NamedTemporaryFile() as copy:
            for data in self.read(ImportPart.Kind.UPLOAD):
                copy.write(data)
            copy.flush()
            yield Path(copy.name)

    @classmethod
    def forget_old(cls) -> int:
        """Delete runs that are over, or that nobody finished; returns how many."""
        old = cls._default_manager.filter(created_at__lt=timezone.now() - timedelta(days=KEEP_DAYS))
        _deleted, counts = old.delete()
        return counts.get(cls._meta.label, 0)


class ImportPart(models.Model):
    """A piece of a file: small enough for the packet size of every database."""

    class Kind(models.TextChoices):
        UPLOAD = "upload"
        BAD_ROWS = "bad_rows"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        verbose_name = _("part of a file")
        verbose_name_plural = _("parts of files")
        constraints = [models.UniqueConstraint(fields=["run", "kind", "number"], name="wf_importpart_number")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


def pieces_of(stream: Any) -> Iterator[bytes]:
    """A binary stream in pieces that :meth:`ImportRun.store` takes."""
    while data := stream.read(CHUNK_BYTES):
        yield data
