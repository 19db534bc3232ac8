"""From a view to a specification: the function compose, and the parts of what it composes."""
