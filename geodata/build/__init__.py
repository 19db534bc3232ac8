"""Build scripts of data/boundaries (`python -m geodata.build`) and names.csv; no other package imports them."""
