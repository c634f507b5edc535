"""Bytes in, articles out: addresses, dates, feeds, sitemaps, section pages, article pages."""
