"""One module per kind of page; each has `sheets(site)`, which yields what is to be written."""
