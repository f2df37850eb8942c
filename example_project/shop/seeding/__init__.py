"""Many believable entries, fast: for measuring, never for showing."""
