"""Scripts that make geodata/data/boundaries from registry packages; run with `python -m geodata.build`, imported by nothing."""
