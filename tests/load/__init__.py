"""`make load`: the atlas under many readers, hostile clients and lost replicas, on this machine alone."""
