"""See, slide, design and train convolutional neural networks."""
