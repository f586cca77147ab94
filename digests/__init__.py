"""Who is due, what moved, what is worth telling this role, and a delivery made once."""
