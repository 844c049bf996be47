"""What is made of the model: pages, the API, exports, examples."""
