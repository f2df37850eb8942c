"""Reactions of questions; imported by ``ready()``."""
