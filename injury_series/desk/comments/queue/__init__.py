"""Look at the comments that wait, let them in or turn them away, and tell readers of answers."""
