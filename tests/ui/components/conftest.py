"""The apps of the component tests."""

collect_ignore = ["apps"]  # run by Streamlit, not by pytest
