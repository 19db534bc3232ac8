"""Screens: what stands where, and nothing else."""
