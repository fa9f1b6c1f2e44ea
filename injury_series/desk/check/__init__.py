"""Say all that can be wrong with the content, and what could be better."""
