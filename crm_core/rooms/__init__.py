"""One room a business question. Rooms never import each other, Streamlit or DuckDB."""
