"""Look through a finished site as a stranger would, and refuse what must not go out."""
