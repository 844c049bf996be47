"""Record releases of the dataset, and check that no published address was removed."""
