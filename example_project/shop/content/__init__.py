"""The demo's own content: pages, people, entries."""
