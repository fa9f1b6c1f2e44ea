"""The story of an injury, told as a series: a static site generator on Pelican."""
