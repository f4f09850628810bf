-- Times of observation with positions, the first first.
SELECT observed_at, position FROM event ORDER BY observed_at
