"""One module a layer, each with its `LAYER`: what it draws and says; `registry.LAYERS` lists them."""
