"""What people do in Slack, by kind. Each kind registers its listeners on the app it is given."""
