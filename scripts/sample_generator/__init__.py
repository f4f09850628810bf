"""Writes the sample observations: a true course of events, and what observers see of it."""
