"""A place name in context -> a place: the index, its data layers, and the resolution of names."""
