-- Projects whose list could not be polled when it was last tried: later than anything was seen of their instances.
SELECT failed.region, failed.project_id, failed.observed_at, failed.http_status
FROM (
  SELECT stream.region, stream.project_id, max(live_event.observed_at) AS observed_at, answer.http_status
  FROM stream
  JOIN live_event ON live_event.stream_id = stream.stream_id
  JOIN answer ON answer.answer_id = live_event.answer_id
  WHERE stream.notebook_id = ''
  GROUP BY stream.stream_id
) AS failed
WHERE NOT EXISTS (
  SELECT 1
  FROM stream
  JOIN instance ON instance.stream_id = stream.stream_id
  WHERE stream.region = failed.region
    AND stream.project_id = failed.project_id
    AND instance.last_observed_at > failed.observed_at
)
ORDER BY failed.region, failed.project_id
