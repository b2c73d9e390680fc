"""The database of a build: its tables, what is admitted to them, and what the build derives."""
