"""Bring in what readers wrote at the writer's own Isso server: from its database, or as it shows it."""
