-- The time of the first event.
SELECT min(observed_at) FROM event
