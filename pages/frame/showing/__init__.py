"""How an answer is shown: sentence, figures, cards, tables, what is missing, where to go next."""
