"""Verify links: politely to each host, safely where anyone may propose an address, and fast."""
