"""How files are written, the site is built, checked, packed and served."""
