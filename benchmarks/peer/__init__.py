"""The peer: one page of wagtail.contrib.forms that asks what an entry form asks."""
