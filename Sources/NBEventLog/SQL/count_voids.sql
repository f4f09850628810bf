-- How many voids there are, and how many events they take back.
SELECT
  (SELECT count(*) FROM void),
  (SELECT coalesce(sum(last_position - first_position + 1), 0) FROM void_range)
