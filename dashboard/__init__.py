"""What is shown: the atlas in the browser, and every file it hands out."""
