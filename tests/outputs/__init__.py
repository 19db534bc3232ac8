"""Every output of the atlas made, kept and compared byte for byte and as pictures; `make outputs` runs it."""
