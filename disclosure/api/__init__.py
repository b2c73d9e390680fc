"""The query API: a Datasette plugin, and the server that puts the site and Datasette under one address."""

DATABASE = "disclosure"
