"""One module a layer: each turns a sheet into legend, fills, symbols or shapes, and the notes that go with them."""
