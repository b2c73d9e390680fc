"""A public register of social organisations that anyone can check."""
