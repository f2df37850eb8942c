"""A small page with and without our blocks, and a page of wagtail.contrib.forms in the same frame."""
