"""Frequently asked questions: entries that editors write once, and blocks that show them on any page."""
