"""What else an article states of a case: form, means, lure, venue, bodies, dates, stage."""
