"""Hostile input by the hundred thousand: `python -m tests.fuzz links|tables|check|stories --count N --seed S`.

A case is determined by its kind, its seed and its number, so that each can be run again alone. Its oracle allows three
outcomes: what is wrong is refused in words, it changes nothing that is shown, or it is a legal value and shown as such.
Whole runs stand in runs.csv, with their seeds.
"""
