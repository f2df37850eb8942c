"""The moderators' word list, compiled once per version and process."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.db.models import Q

from wagtail_feedback.submissions.models import WordRule
from wagtail_feedback.utils import safe_cache
from wagtail_feedback.utils.local_memory import LocalMemory
from wagtail_feedback.utils.phrase_matcher import Matcher

VERSION_KEY = "words:version"
VERSION_SECONDS = 30 * 86_400
# Without a cache nobody tells this process of changes, so it looks for itself this often.
OUTAGE_SECONDS = 60


@dataclass(frozen=True)
class Compiled:
    version: str
    matcher: Matcher


_compiled: dict[int, Compiled] = {}
#: So long another process may use the list as it was before a change.
kept_versions: LocalMemory[str] = LocalMemory(1, 5)


def find_matches(words: str, *, site_id: int) -> list[str]:
    """The patterns of the site's list that occur in the visitor's words."""
    return matcher_of(site_id).find(words) if words else []


def matcher_of(site_id: int) -> Matcher:
    """The list of one site and of all sites, as of the version that the cache names."""
    version = kept_versions.get(VERSION_KEY, _version)
    kept = _compiled.get(site_id)
    if kept is None or kept.version != version:
        kept = _compiled[site_id] = Compiled(version, Matcher(patterns(site_id)))
    return kept.matcher


def patterns(site_id: int) -> list[str]:
    rules = WordRule.objects.filter(Q(site=None) | Q(site=site_id), is_active=True).order_by("pattern")
    return list(rules.values_list("pattern", flat=True))


def renew() -> None:
    """Let every process compile anew. Saving and deleting rules does it; after ``bulk_create`` or
    ``update`` call it yourself, once committed."""
    safe_cache.set(VERSION_KEY, secrets.token_hex(8), VERSION_SECONDS)
    kept_versions.clear()


def _version() -> str:
    version = safe_cache.get(VERSION_KEY)
    if version is None:
        renew()
        version = safe_cache.get(VERSION_KEY)
    return version or f"outage-{int(time.time() // OUTAGE_SECONDS)}"
