"""Stories: the value, its file and its link, and which step is open."""
