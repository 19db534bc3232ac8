"""HTML: whole pages, and the pieces that pages share."""
