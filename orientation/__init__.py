"""Orientation: an offline-first guide for newcomers in a rural region."""

__version__ = "0.1.0"
