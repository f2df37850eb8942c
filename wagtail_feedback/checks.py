"""System checks: misconfiguration is told at start, in words."""

from __future__ import annotations
