"""Training of the network on annotated papers; needs the extra "train" (torch and the pre-trained weights)."""
