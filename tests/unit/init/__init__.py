"""Tests of ``feeds.init``."""
