"""Topics: what asks the same, and what editors decide about it."""
