"""Sources that are read over HTTP or out of a folder, each declared in a YAML file."""
