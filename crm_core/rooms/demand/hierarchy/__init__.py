"""All cells of the bank and every sum of them, forecast together so that parts add up to the whole."""
