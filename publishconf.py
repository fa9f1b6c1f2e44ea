"""What differs from `pelicanconf.py` when the site is published."""

from pelicanconf import *  # noqa: F403 - everything else stays as it is there
