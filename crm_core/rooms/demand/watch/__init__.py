"""What has just changed: in the sums, in the typical cell, and in the mix of customers."""
