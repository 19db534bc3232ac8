"""Drawing: each module turns a specification into one kind of output and knows one drawing library."""
