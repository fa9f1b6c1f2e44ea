"""Story to what a template may read: frozen views, and nothing else reaches the theme."""
