"""What a visitor meets; the only package that knows Streamlit."""
