"""The writer's tasks, and the environment that they run in."""
