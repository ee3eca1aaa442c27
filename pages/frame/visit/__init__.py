"""What the whole frame knows of a visit: the open book, the scope, the link that arrived, words as they stand."""
