"""Views as SVG pictures, of which PNG and PDF are made."""
