"""Move a story in from elsewhere: read an export, lay out every file of it, then write them."""
