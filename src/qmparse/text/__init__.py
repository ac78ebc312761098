"""Characters and positions, knowing nothing of notices. Imports nothing of the package; anyone may import it."""
