"""The review desk: a web server for the one machine, or the few people, that look at the news."""
