"""Measures the atlas beside other ways to build it: `make bench`, or `python -m tests.bench --help`."""
