"""Write a new post, phase or provider."""
