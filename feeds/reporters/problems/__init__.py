"""Problems, of whatever they are, in every form that people and programs read.

A command wraps what it has found in a ``ProblemReport`` (``seeds``, ``links``); ``formats`` names
the modules that render one. Read ``report`` first. A renderer only formats.
"""
