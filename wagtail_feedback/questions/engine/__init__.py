"""What the engine behind questions is made of: see ``grouping`` and ``matching``."""
