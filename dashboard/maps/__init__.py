"""What will be seen: the view, the specification, the palette and the one function that composes them. No drawing."""
