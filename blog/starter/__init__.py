"""Sample posts and columns for an empty blog, with the figures they show."""
