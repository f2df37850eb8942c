"""How fast the package is, against a page without it and against wagtail.contrib.forms."""
