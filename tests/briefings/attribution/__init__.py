"""Who said what, tested on sentences of our own."""
