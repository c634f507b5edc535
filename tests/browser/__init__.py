"""The desk in a real browser; run by ``make test-browser``."""
