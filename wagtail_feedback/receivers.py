"""Reactions of core; imported by ``ready()``."""

from __future__ import annotations
