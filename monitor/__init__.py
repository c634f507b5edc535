"""Trata: a news monitor of human trafficking in Peru."""

__version__ = "0.1.0"
