-- One start and what it is compared with: the starts of the same flavor and kind within half an hour of it on either side,
-- and those of the 14 days before that. Without an attempt the latest that was not refused; a refused one stands alone.
WITH subject AS (
  SELECT attempt_dimension.*, instance.name
  FROM attempt_dimension
  LEFT JOIN instance ON instance.stream_id = attempt_dimension.stream_id
  WHERE region = :peer_region
    AND project_id = :peer_project
    AND notebook_id = :peer_notebook
    AND (attempt_dimension.attempt = :peer_attempt OR (:peer_attempt IS NULL AND outcome <> 'refused'))
  ORDER BY attempt_dimension.attempt DESC
  LIMIT 1
)
SELECT
  other.outcome,
  other.begin_low,
  other.begin_high,
  other.end_low,
  other.end_high,
  other.begin_high + other.total_low AS last_applied,
  other.server_total,
  other.gaps,
  (
    SELECT
      group_concat(
        step.step || ',' || step.status || ',' || coalesce(step.began_low, '') || ',' || coalesce(step.began_high, '')
          || ',' || coalesce(step.ended_low, '') || ',' || coalesce(step.ended_high, '') || ','
          || coalesce(step.last_unfinished, ''),
        ';')
    FROM step
    WHERE step.stream_id = other.stream_id AND step.attempt = other.attempt
  ) AS steps,
  other.stream_id = subject.stream_id AND other.attempt = subject.attempt AS is_subject,
  other.begin_high < subject.begin_high - 1800000 AS is_earlier,
  abs(other.begin_high - subject.begin_high) <= 1800000 AS is_near,
  other.attempt,
  subject.name,
  subject.flavor,
  subject.kind,
  other.failed_step,
  other.fail_reason,
  other.error_code
FROM subject
JOIN attempt_dimension AS other
  ON other.flavor IS subject.flavor
  AND other.kind = subject.kind
  AND other.begin_high > subject.begin_high - 14 * 86400000
  AND other.begin_high <= subject.begin_high + 1800000
WHERE other.outcome <> 'refused' OR (other.stream_id = subject.stream_id AND other.attempt = subject.attempt)
ORDER BY is_subject DESC, other.begin_high, other.stream_id, other.attempt
