"""Scrapy's room: nothing outside imports Scrapy or Twisted."""
