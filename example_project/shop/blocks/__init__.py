"""What an editor of the shop can put on a page."""

from __future__ import annotations

from example_project.shop.blocks.body import BODY_BLOCKS

__all__ = ["BODY_BLOCKS"]
