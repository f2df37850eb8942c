"""Reviews, complaints, suggestions and questions for a shop's Wagtail site."""

__version__ = "0.1.0"
