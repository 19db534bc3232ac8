"""Own data: hazard areas and tables of a reader, measured and matched under the rules of the atlas.

The package opens the files that it is given and computes; it knows no page. Shapes, points and rows stay in the process
that reads them and its workers: what comes out are numbers by area, codes and words.
"""
