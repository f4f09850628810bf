-- What a merged database says of its fleet.
SELECT
  through_day,
  runs,
  head,
  key_id,
  (SELECT coalesce(sum(events), 0) FROM main.coverage) AS events,
  (SELECT min(first_at) FROM main.coverage) AS first_at,
  (SELECT max(last_at) FROM main.coverage) AS last_at
FROM main.fleet
