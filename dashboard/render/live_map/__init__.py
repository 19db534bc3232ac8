"""The map in the browser: its component, its message, its geometry."""
