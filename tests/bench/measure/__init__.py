"""`make bench-measure`: the kernel of own data beside GeoPandas, on hazard areas made with fixed seeds."""
