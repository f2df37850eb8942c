"""Upload a file, say which column is which, check, import, read the report."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_feedback import features
from wagtail_feedback.imports.forms import ColumnsForm, UploadForm
from wagtail_feedback.imports.models import CHUNK_BYTES, ImportPart, ImportRun
from wagtail_feedback.imports.permissions import get_importers, get_visible_runs
from wagtail_feedback.imports.tasks import start
from wagtail_feedback.utils.tabular.files import Row, UnreadableFile
from wagtail_feedback.utils.tabular.row_file import RowFile

PREVIEW_ROWS = 5
REFRESH_SECONDS = 3


class RunIndexView(generic.IndexView):
    """The imports of the last days, of one's own sites only."""

    def get_base_queryset(self) -> Any:
        return get_visible_runs(self.request.user)


class RunDeleteView(generic.DeleteView):
    """Throw a file and its report away."""

    def get_object(self, queryset: Any = None) -> ImportRun:
        return super().get_object(get_visible_runs(self.request.user))


class ImportScreen(WagtailAdminTemplateMixin):
    """Frame of both steps."""

    header_icon = "upload"
    index_url_name = ""
    edit_url_name = ""
    page_title: Any = gettext_lazy("Import")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if next(get_importers(request.user), None) is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Imports")},
            {"url": "", "label": self.get_page_subtitle() or self.page_title},
        ]


class UploadView(ImportScreen, FormView):
    template_name = "wagtail_feedback/moderation/import_upload.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        ImportRun.forget_old()
        said = form.cleaned_data
        feature, _colon, slug = said["target"].partition(":")
        run = ImportRun.objects.create(
            feature=feature,
            target=slug,
            site_id=form.targets[said["target"]].site_id,
            user_id=self.request.user.pk,
            file_name=said["file_name"],
            encoding=said["encoding"],
            preset=said["preset"],
        )
        said["file"].seek(0)
        run.store(ImportPart.Kind.UPLOAD, said["file"].chunks(CHUNK_BYTES))
        return redirect(reverse(self.edit_url_name, args=[run.pk]))


class RunView(ImportScreen, TemplateView):
    """One file: the columns with its first rows, then what a check or the import told."""

    template_name = "wagtail_feedback/moderation/import_run.html"
    bad_rows_url_name = ""
    delete_url_name = ""

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(get_visible_runs(self.request.user), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.run.file_name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form() if self.run.is_open else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.is_open:
            messages.warning(request, _("This file is being imported, or has been already."))
            return redirect(request.path)
        form = self.make_form(request.POST)
        if form is None or not form.is_valid():
            return self.show(form)
        # What nobody has checked is not imported.
        is_import = "import" in request.POST and self.run.status == ImportRun.Status.CHECKED
        if not start(self.run, form.get_options(dry_run=not is_import)):
            messages.warning(request, _("This file is being imported, or has been already."))
        return redirect(request.path)

    def show(self, form: ColumnsForm | None) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(form=form))
        if self.run.is_running:
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def make_form(self, data: Any = None) -> ColumnsForm | None:
        """None where the file cannot be read any more."""
        importer = features.get_feature(self.run.feature).importer
        if importer is None:
            raise Http404
        try:
            target = importer.find_target(self.run.target)
        except UnreadableFile:
            raise Http404 from None
        if target.site_id != self.run.site_id:
            raise Http404
        return ColumnsForm(
            data,
            columns=self.preview[0],
            fields=importer.row_importer.get_fields(target),
            preset=self.run.preset,
            initial=ColumnsForm.get_initial_of(self.run.options),
        )

    @cached_property
    def preview(self) -> tuple[list[str], list[Row]]:
        """The columns and the first rows."""
        with self.run.open_file() as path:
            try:
                file = RowFile(path, self.run.encoding)
                return file.columns, list(islice(file, PREVIEW_ROWS))
            except UnreadableFile as error:
                messages.error(self.request, str(error))
                return [], []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns, rows = self.preview if self.run.is_open else ([], [])
        report = self.run.get_report() if self.run.report else None
        has_bad = self.run.parts.filter(kind=ImportPart.Kind.BAD_ROWS).exists()
        return super().get_context_data(
            run=self.run,
            columns=columns,
            rows=[[row.cells.get(name, "") for name in columns] for row in rows if row.cells],
            report=report,
            lines=list(report.lines()) if report and not self.run.is_running else [],
            bad_rows_url=reverse(self.bad_rows_url_name, args=[self.run.pk]) if has_bad else "",
            can_import=self.run.status == ImportRun.Status.CHECKED,
            delete_url=reverse(self.delete_url_name, args=[self.run.pk]),
            **kwargs,
        )


class BadRowsView(View):
    """The rows that were left out, to mend and to import again."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        run = get_object_or_404(get_visible_runs(request.user), pk=pk)
        if not run.parts.filter(kind=ImportPart.Kind.BAD_ROWS).exists():
            raise Http404
        response = StreamingHttpResponse(
            run.read(ImportPart.Kind.BAD_ROWS), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = content_disposition_header(True, f"bad-rows-{run.pk}.csv")
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response
