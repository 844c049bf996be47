"""Write the rendered files, and build, check and pack the site."""
