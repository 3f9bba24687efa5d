"""What makes files of the repository out of others."""
