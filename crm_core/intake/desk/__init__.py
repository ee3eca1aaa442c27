"""The import desk: what files hold, a recipe for them, and its trial. It knows no Streamlit."""
