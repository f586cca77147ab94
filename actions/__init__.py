"""The closed loop: promise, finish, tell."""
