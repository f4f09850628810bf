-- title: Quality of the observation
-- question: How well was the fleet polled, and what could not be seen?
-- place: 110
-- about: log
-- window: clipped
-- parameter: max_gap duration
-- column: name text | value number unit=unit | unit text | note text
-- note: events by observed_at, gaps by their attempt
-- order: as listed
WITH chosen AS (
  SELECT *
  FROM attempt_dimension
  WHERE outcome <> 'refused'
    AND (:from_ms IS NULL OR begin_high >= :from_ms)
    AND (:until_ms IS NULL OR begin_high < :until_ms)
),
-- Of a merged database: whole days of streams in place of events.
covered AS (
  SELECT events, polls_without_information, skew
  FROM coverage
  WHERE (:from_ms IS NULL OR last_at >= :from_ms) AND (:until_ms IS NULL OR first_at < :until_ms)
),
counted AS MATERIALIZED (
  SELECT events, polls_without_information, skew FROM nb_event_counts(:from_ms, :until_ms, :as_of_ms)
  UNION ALL
  SELECT events, polls_without_information, skew FROM covered
),
skew AS (
  SELECT json_extract(pair.value, '$[0]') AS ms, json_extract(pair.value, '$[1]') AS events
  FROM counted JOIN json_each(counted.skew) AS pair
),
watched AS (
  SELECT
    chosen.origin,
    (
      SELECT count(*) FROM step
      WHERE step.stream_id = chosen.stream_id AND step.attempt = chosen.attempt
    ) AS steps,
    EXISTS (
      SELECT 1 FROM step
      WHERE step.stream_id = chosen.stream_id AND step.attempt = chosen.attempt AND step.ended_high IS NOT NULL
      GROUP BY step.ended_high HAVING count(*) >= 2
    ) AS has_hidden_step
  FROM chosen
),
gap AS (
  SELECT
    nb_gap_quantile(gaps, 0.5) / 1000 AS p50,
    nb_gap_quantile(gaps, 0.9) / 1000 AS p90,
    nb_gap_quantile(gaps, 1.0) / 1000 AS longest
  FROM chosen
),
span AS (
  SELECT
    row_number() OVER (ORDER BY nb_unobserved.length_ms DESC, stream.notebook_id, nb_unobserved.from_ms) AS rank,
    nb_unobserved.length_ms,
    nb_unobserved.since,
    stream.notebook_id
  FROM nb_unobserved(:from_ms, :until_ms, :as_of_ms, :max_gap_ms)
  JOIN stream ON stream.stream_id = nb_unobserved.stream_id
),
figure (place, name, value, unit, note) AS (
  SELECT 1, 'events', sum(events), 'events', NULL FROM counted
  UNION ALL
  SELECT 2, 'polls_without_information', sum(polls_without_information), 'events',
    'polls that told nothing: errors, time-outs'
  FROM counted
  UNION ALL
  SELECT 3, 'duplicates', value, 'observations', 'of the whole log: met again by ingest and not appended'
  FROM setting WHERE name = 'duplicates'
  UNION ALL
  SELECT 4, 'rejects', count(*), 'observations', 'of the whole log: could not be read, kept in the table reject'
  FROM reject
  UNION ALL
  SELECT 5, 'gap_p50', p50, 's', 'between consecutive observations within start attempts' FROM gap
  UNION ALL
  SELECT 6, 'gap_p90', p90, 's', NULL FROM gap
  UNION ALL
  SELECT 7, 'gap_max', longest, 's', NULL FROM gap
  UNION ALL
  SELECT 8, 'attempts_with_hidden_step', avg(has_hidden_step), 'share',
    'two or more steps ended between the same two looks'
  FROM watched
  UNION ALL
  SELECT 9, 'attempts_without_step', avg(steps = 0), 'share', 'no step was ever listed' FROM watched
  UNION ALL
  SELECT 10, 'attempts_inferred', avg(origin = 'inferred'), 'share', 'known from polls alone' FROM watched
  UNION ALL
  SELECT 11, 'token_restarts', coalesce(sum(token_restarts), 0), 'restarts',
    'of the whole log: revealed only by a changed token'
  FROM instance
  UNION ALL
  SELECT 12, 'clock_skew', nb_median(ms, events) / 1000, 's', 'median of observed_at - date, which counts whole seconds'
  FROM skew
  UNION ALL
  SELECT 12 + rank, 'unobserved_span_' || rank, length_ms / 1000.0, 's', notebook_id || ' from ' || since
  FROM span WHERE rank <= 5
)
SELECT name, value, unit, note
FROM figure
ORDER BY place
