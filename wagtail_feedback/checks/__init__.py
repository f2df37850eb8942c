"""System checks: misconfiguration is told at start, in words."""

from __future__ import annotations

from wagtail_feedback.checks import caches, installation, limits, mail

__all__ = ["caches", "installation", "limits", "mail"]
