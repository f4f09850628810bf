-- How many events were observed up to a time.
SELECT count(*) FROM event WHERE observed_at <= ?1
