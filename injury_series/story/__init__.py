"""The ground floor: the story in plain Python, without files and without Pelican."""
