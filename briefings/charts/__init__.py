"""Pictures of what was said: claims in, a PNG and its words out. Pure."""
