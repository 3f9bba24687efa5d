"""One module per way to show diagnostics; a reporter only formats."""
