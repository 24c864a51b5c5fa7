"""The application people look at: pages, a JSON API, and who may do what there."""
