"""What the figure of a network is made of."""
