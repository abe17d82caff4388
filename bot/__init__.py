"""Tieup: follows industry deals, from news articles to answers in which every fact has its sentence."""

__version__ = "0.1.0"
