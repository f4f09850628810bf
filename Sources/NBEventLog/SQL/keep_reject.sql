-- Keeps input that could not be read, once for its place, reason and text.
INSERT INTO reject (recorded_at, source, line, byte_offset, reason, text)
SELECT ?1, ?2, ?3, ?4, ?5, ?6
WHERE NOT EXISTS (
  SELECT 1 FROM reject
  WHERE source = ?2 AND byte_offset = ?4 AND line = ?3 AND reason = ?5 AND text = ?6
)
