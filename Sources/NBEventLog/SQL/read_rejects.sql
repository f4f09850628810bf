-- The latest rejects, oldest first; only those whose reason contains a text when one is given.
SELECT reject_id, recorded_at, source, line, byte_offset, reason, text
FROM (
  SELECT reject_id, recorded_at, source, line, byte_offset, reason, text
  FROM reject
  WHERE ?2 IS NULL OR instr(lower(reason), lower(?2)) > 0
  ORDER BY reject_id DESC
  LIMIT ?1
)
ORDER BY reject_id
