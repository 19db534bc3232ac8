"""Geometry: boundary files, projections of extents, and the TopoJSON that a map of an extent draws."""
