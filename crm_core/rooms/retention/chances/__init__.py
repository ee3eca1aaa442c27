"""How likely each customer is to leave, learnt from one year, tested on the next, and said only where it holds."""
