"""What Streamlit's theme cannot say: the page on paper, at every width, by keyboard, and before an audience."""
