"""The networks that ship with trained weights: their recipes, and the training that makes them."""
