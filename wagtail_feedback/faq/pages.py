"""Pages of frequently asked questions."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from wagtail_feedback.utils.own_pages import find_base_template

if TYPE_CHECKING:
    from wagtail_feedback.faq.listing import FAQOptions

INTRO_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "image"]
TWIN = "markdown/"
TEMPLATE = "wagtail_feedback/faq/page.html"


class MissingPanel(Panel):
    """Above all else, because it is what is left to do; not there where nothing is missing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_feedback/faq/moderation/missing.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and (self.missing or self.drafts))

        @cached_property
        def missing(self) -> list[str]:
            """Without the sections of drafts, which are named themselves."""
            drafted = {str(entry.section) for entry, _url in self.drafts}
            return [name for name in self.instance.find_missing() if name not in drafted]

        @cached_property
        def drafts(self) -> list[tuple[Any, str]]:
            """Entries, and where each is written."""
            entries = self.instance.find_drafts()
            return [
                (entry, reverse(entry.snippet_viewset.get_url_name("edit"), args=[entry.pk]))
                for entry in entries
            ]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "missing": self.missing,
                "drafts": self.drafts,
            }


class FAQPageMixin(RoutablePageMixin, models.Model):
    """For a page class of the site: an introduction and the entries of chosen sections, in the page's own
    language."""

    intro = RichTextField(_("introduction"), blank=True, features=INTRO_FEATURES)
    sections = StreamField(
        [("section", SnippetChooserBlock("wagtail_feedback_faq.FAQSection"))],
        verbose_name=_("sections"),
        help_text=_("All entries of these, in the page’s language."),
    )
    show_search = models.BooleanField(_("search"), default=True)
    show_votes = models.BooleanField(_("ask whether an answer helped"), default=True)
    structured_data = models.BooleanField(
        _("tell search engines"),
        default=False,
        help_text=_("Questions and answers as structured data (FAQPage of schema.org)."),
    )

    faq_panels: ClassVar = [
        MissingPanel(),
        FieldPanel("intro"),
        FieldPanel("sections"),
        MultiFieldPanel(
            [FieldPanel("show_search"), FieldPanel("show_votes"), FieldPanel("structured_data")], _("Options")
        ),
    ]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The class's own template, where the site has one; else ours."""
        return [super().get_template(request, *args, **kwargs), TEMPLATE]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        with translation.override(self.locale.language_code):
            context["wf_faq"] = listing().render_section(self.get_faq_options(), request)
        context["wf_twin_url"] = self.get_twin_url() if self.has_twin() else ""
        return {**context, "base_template": find_base_template()}

    @path(TWIN)
    def serve_twin(self, request: HttpRequest) -> HttpResponse:
        """The page for programs that read, in Markdown. (Wagtail’s addresses have no dot: no ``faq.md``.)"""
        if not self.has_twin():
            raise Http404
        url = self.get_full_url(request) or ""
        with translation.override(self.locale.language_code):
            text = twin().render_twin(self.get_faq_options(), title=self.title, intro=self.intro, url=url)
        response = HttpResponse(text, content_type=twin().CONTENT_TYPE)
        response["Link"] = f'<{iri_to_uri(url)}>; rel="canonical"'
        return response

    def has_twin(self) -> bool:
        """Only what everybody may read."""
        return self.live and not self.get_view_restrictions().exists()

    def get_twin_url(self) -> str:
        return f"{self.get_url() or ''}{TWIN}"

    def get_cached_paths(self) -> list[str]:
        return [*super().get_cached_paths(), f"/{TWIN}"]

    def get_faq_options(self) -> FAQOptions:
        chosen = (child.value for child in self.sections)
        return listing().FAQOptions(
            sections=tuple(dict.fromkeys(section.translation_key for section in chosen if section)),
            show_search=self.show_search,
            show_votes=self.show_votes,
            markup_url=(self.get_full_url() or "") if self.structured_data else "",
        )

    def find_missing(self) -> list[str]:
        """Names of what is chosen and shows nothing in the page’s language."""
        options = self.get_faq_options()
        with translation.override(self.locale.language_code):
            found: list[str] = listing().find_missing(options, listing().get_entries(options))
        return found

    def find_drafts(self) -> list[Any]:
        """Entries that stand here once they are published."""
        with translation.override(self.locale.language_code):
            found: list[Any] = listing().find_drafts(self.get_faq_options())
        return found

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Changed whenever one of its entries was."""
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        with translation.override(self.locale.language_code):
            entries = listing().get_entries(self.get_faq_options())
        moments = [entry.last_published_at for entry in entries if entry.last_published_at]
        return [
            {**url, "lastmod": max(filter(None, [url["lastmod"], *moments]), default=None)} for url in urls
        ]


def listing() -> ModuleType:
    """It imports the models, which import this; so does :func:`twin`."""
    from wagtail_feedback.faq import listing

    return listing


def twin() -> ModuleType:
    from wagtail_feedback.faq import twin

    return twin
