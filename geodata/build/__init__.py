"""Scripts that make data/boundaries from registry packages: `python -m geodata.build`; nothing imports them."""
