"""The counting grammar: which people a sentence counts, and what befell them."""
