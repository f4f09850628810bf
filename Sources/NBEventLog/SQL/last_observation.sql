-- The time of the last event.
SELECT max(observed_at) FROM event
