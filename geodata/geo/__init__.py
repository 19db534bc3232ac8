"""Geometry: boundaries, projections, and what a map of an extent shows of them."""
