"""SQLite's room: nothing outside imports sqlite3 or sqlite-utils."""
