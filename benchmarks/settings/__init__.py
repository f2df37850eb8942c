"""Settings for measuring: the example project as in production, and two sites to weigh its memory."""
