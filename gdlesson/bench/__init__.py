"""How fast things are: `gdlesson bench gdcore`. Each subject has a file that gives its rows."""
