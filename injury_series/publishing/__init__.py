"""What stands between a finished site and its readers: the gate, targets, releases."""
