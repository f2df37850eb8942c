"""Whether an answer helped: readers say so from any page."""
