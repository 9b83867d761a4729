"""Reading of files that may come from strangers, and sentences about what is wrong with them."""
