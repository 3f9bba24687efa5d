"""Single values: dates, names, texts, addresses, hosts, ages and hashes.

Each module knows one kind of value, and the specification that it follows; read the one you need.
"""
