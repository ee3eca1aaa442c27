"""Four ways of telling who could grow, held against a year in which it is known who did."""
