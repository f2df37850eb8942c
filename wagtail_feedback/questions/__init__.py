"""What visitors ask again and again: the engine that groups questions and finds the answer to a new one.

Pure functions over texts: no models, no settings. They need the extra ``[faq]`` (numpy, scipy); an encoder,
such as that of ``[semantic]``, is a parameter.
"""
