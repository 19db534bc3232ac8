"""Tests, one flat file a module, with builders and browser helpers beside them."""
