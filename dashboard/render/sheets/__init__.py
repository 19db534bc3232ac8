"""The table of a specification as files that others work on: CSV, XLSX, GeoJSON; its JSON is in maps/spec.py."""
