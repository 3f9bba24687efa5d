"""Link verification against real servers on loopback that behave in every way seen."""
