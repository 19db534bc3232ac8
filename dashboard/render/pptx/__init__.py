"""Views as slides: PowerPoint files written as DrawingML, with shapes that can be edited and text that stays text."""
