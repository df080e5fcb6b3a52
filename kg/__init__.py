"""Builds a knowledge graph from the titles and abstracts of machine-learning papers."""
