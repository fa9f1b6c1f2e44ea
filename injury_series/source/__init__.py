"""Text to story: front matter, `series.yaml`, comments and links."""
