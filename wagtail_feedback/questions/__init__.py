"""What visitors ask again and again: questions, the topics they belong to, and the engine that finds them.

The engine is pure functions over texts (``grouping``, ``matching`` and what they import): no models, no
settings. It needs the extra ``[faq]`` (numpy, scipy); an encoder, which understands meanings, is an argument.
"""
