"""What runs in the browser, each with a typed wrapper."""
