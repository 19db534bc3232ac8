"""One module a layer: each turns a context into legend, fills, symbols or shapes, and the notes that go with them."""
