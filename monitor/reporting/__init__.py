"""Incidents in, a digest out: text, HTML, Markdown."""
