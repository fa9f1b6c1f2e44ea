"""Bring in what readers answer, keep it until the writer has looked at it, and let it in or turn it away."""
