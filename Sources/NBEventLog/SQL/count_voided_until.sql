-- How many of the events that were observed up to a time do not count.
SELECT count(*) FROM event
WHERE observed_at <= ?1
  AND coalesce(
    (SELECT last_position FROM void_range WHERE first_position <= event.position ORDER BY first_position DESC LIMIT 1),
    0) >= event.position
