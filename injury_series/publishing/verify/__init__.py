"""Read a published site back as readers get it, and compare it with what was built."""
