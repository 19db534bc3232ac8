"""Starts the app, finds a browser and drives it."""
