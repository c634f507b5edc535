"""Articles in, stories and incidents out: copies by text, incidents by facts."""
