"""Stories to test with: one as the data keep it."""

# It fits the tables of builders.py.
STORY = """title = "A story"

[[step]]
link = "?v=1&day=2005-03-15"
title = "Aland joins"
caption = "Aland ratified on 15 March 2005 [1]."
rests_on = ["actions/apmbc-aaa-ratification-2005-03-15", "sources/un-page: table of parties"]
"""
