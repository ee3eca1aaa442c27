"""What a selection of cells comes to: its months, its season, its parts, and the record of earlier forecasts."""
