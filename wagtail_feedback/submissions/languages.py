"""Languages of a site: the one that is active, that of an address, the one a submission is stored in."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_from_path, get_supported_language_variant
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale

from wagtail_feedback.site_settings import FeedbackSettings


def active_language() -> str:
    """The active language; the site's first one where translation is switched off."""
    return get_language() or settings.LANGUAGE_CODE


def content_language() -> str:
    """The content language of the site nearest to the active one; empty where there is none."""
    try:
        return str(get_supported_content_language_variant(get_language() or ""))
    except LookupError:
        return ""


def is_configured(code: str) -> bool:
    """Whether the settings know the language, perhaps by its base only (``en-us`` by ``en``)."""
    if code == settings.LANGUAGE_CODE:
        return True
    try:
        return bool(get_supported_language_variant(code))
    except (LookupError, ValueError):
        return False


def is_offered(code: str) -> bool:
    """Whether a form may be opened in this language."""
    return is_configured(code) or Locale.objects.filter(language_code=code).exists()


def language_of_path(request: HttpRequest, path_info: str, default: str) -> str:
    """The language ``LocaleMiddleware`` would choose for a path; ``default`` where paths name none."""
    urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
    is_used, is_default_prefixed = is_language_prefix_patterns_used(urlconf)
    if not is_used:
        return default
    unprefixed = default if is_default_prefixed else settings.LANGUAGE_CODE
    return get_language_from_path(path_info) or unprefixed


def site_language(code: str, settings: FeedbackSettings) -> str:
    """The code of the closest Locale: the language itself, its base or a sister, else the site's own."""
    base = code.partition("-")[0]
    related = [known for known in settings.languages if known.partition("-")[0] == base]
    if code in related:
        return code
    return related[0] if related else str(settings.site.root_page.locale.language_code)
