"""Groups of widgets, each a function that returns one frozen value."""
