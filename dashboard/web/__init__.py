"""HTTP: the routes beside the app, and the headers of every response."""
