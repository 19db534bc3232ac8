"""What stands beside maps: about the atlas, its bibliography, the index of countries."""
