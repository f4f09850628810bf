-- title: A week against the week before
-- question: What changed compared with the period before, and is it more than chance?
-- place: 120
-- about: attempt exposure
-- window: compared
-- parameter: clock word auto polls | max_gap duration | free_gb gigabytes | assume_billing word documented
-- column: measure text | flavor_class text | unit text | before_n count
-- column: before number low=before_low high=before_high unit=unit | n count
-- column: value number low=value_low high=value_high unit=unit
-- column: difference number low=difference_low high=difference_high unit=unit | p_value number | note text
-- note: starts by begin_high, exposure is clipped; flavor_class is all for totals; unit of the figures: s, share, count,
-- note: gb_hours; n = starts behind a figure (failure_rate: those that ended ready or failed), empty for totals; figures
-- note: with their 95 % intervals (exposure: certain and possible); difference = value - before with its interval;
-- note: p_value of chance alone, empty where there is no test, and note says why
-- order: totals first, then classes by number of starts; the most important measure first
WITH period (is_later, from_ms, until_ms) AS (
  VALUES (0, :before_from_ms, :before_until_ms), (1, :from_ms, :until_ms)
),
chosen AS (
  SELECT period.is_later, chosen_attempt.*
  FROM period
  JOIN chosen_attempt ON chosen_attempt.begin_high >= period.from_ms AND chosen_attempt.begin_high < period.until_ms
),
class (class) AS (
  VALUES ('all')
  UNION ALL
  SELECT DISTINCT flavor_class FROM chosen
),
counted AS (
  SELECT
    class.class,
    count(*) FILTER (WHERE is_later = 0 AND outcome <> 'refused') AS before_starts,
    count(*) FILTER (WHERE is_later = 1 AND outcome <> 'refused') AS starts,
    count(*) FILTER (WHERE is_later = 0 AND outcome = 'refused') AS before_refused,
    count(*) FILTER (WHERE is_later = 1 AND outcome = 'refused') AS refused,
    nb_rate_comparison(
      count(*) FILTER (WHERE is_later = 0 AND outcome = 'failed'),
      count(*) FILTER (WHERE is_later = 0 AND outcome IN ('succeeded', 'failed')),
      count(*) FILTER (WHERE is_later = 1 AND outcome = 'failed'),
      count(*) FILTER (WHERE is_later = 1 AND outcome IN ('succeeded', 'failed'))
    ) AS rate,
    nb_rate_comparison(
      count(*) FILTER (WHERE is_later = 0 AND outcome = 'succeeded'),
      count(*) FILTER (WHERE is_later = 0 AND outcome <> 'refused'),
      count(*) FILTER (WHERE is_later = 1 AND outcome = 'succeeded'),
      count(*) FILTER (WHERE is_later = 1 AND outcome <> 'refused')
    ) AS ready,
    nb_rate_comparison(
      count(*) FILTER (WHERE is_later = 0 AND outcome IN ('cancelled', 'superseded')),
      count(*) FILTER (WHERE is_later = 0 AND outcome <> 'refused'),
      count(*) FILTER (WHERE is_later = 1 AND outcome IN ('cancelled', 'superseded')),
      count(*) FILTER (WHERE is_later = 1 AND outcome <> 'refused')
    ) AS cancelled,
    nb_start_comparison(
      is_later, outcome, begin_low, begin_high, end_low, end_high, begin_high + total_low, server_total, :clock, gaps
    ) AS fit
  FROM class
  LEFT JOIN chosen ON class.class = 'all' OR class.class = chosen.flavor_class
  GROUP BY class.class
),
placed AS (
  SELECT
    CASE WHEN class = 'all' THEN 0 ELSE rank() OVER (ORDER BY class = 'all' DESC, before_starts + starts DESC, class) END
      AS class_place,
    *
  FROM counted
),
piece AS (
  SELECT 0 AS is_later, before.*
  FROM chosen_exposure AS before
  WHERE from_ms = :before_from_ms AND until_ms = :before_until_ms AND as_of_ms = :as_of_ms
    AND max_gap_ms = :max_gap_ms AND free_gb = :free_gb AND assume_billing = :assume_billing AND bucket = 'none'
    AND utc_offset_ms = 0 AND :before_from_ms IS NOT NULL
  UNION ALL
  SELECT 1, later.*
  FROM chosen_exposure AS later
  WHERE from_ms = :from_ms AND until_ms = :until_ms AND as_of_ms = :as_of_ms
    AND max_gap_ms = :max_gap_ms AND free_gb = :free_gb AND assume_billing = :assume_billing AND bucket = 'none'
    AND utc_offset_ms = 0
),
exposed AS (
  SELECT
    resource,
    count(DISTINCT stream_id) FILTER (WHERE is_later = 0 AND length_ms > unobserved_ms) AS before_instances,
    count(DISTINCT stream_id) FILTER (WHERE is_later = 1 AND length_ms > unobserved_ms) AS instances,
    sum(lower_ms) FILTER (WHERE is_later = 0) AS before_lower,
    sum(best_ms) FILTER (WHERE is_later = 0) AS before_best,
    sum(upper_ms) FILTER (WHERE is_later = 0) AS before_upper,
    sum(unobserved_ms) FILTER (WHERE is_later = 0) AS before_unobserved,
    sum(lower_ms) FILTER (WHERE is_later = 1) AS lower,
    sum(best_ms) FILTER (WHERE is_later = 1) AS best,
    sum(upper_ms) FILTER (WHERE is_later = 1) AS upper,
    sum(unobserved_ms) FILTER (WHERE is_later = 1) AS unobserved,
    nb_gb_hours(nb_sum(lower_gb_ms) FILTER (WHERE is_later = 0)) AS before_lower_gb,
    nb_gb_hours(nb_sum(best_gb_ms) FILTER (WHERE is_later = 0)) AS before_best_gb,
    nb_gb_hours(nb_sum(upper_gb_ms) FILTER (WHERE is_later = 0)) AS before_upper_gb,
    nb_gb_hours(nb_sum(lower_gb_ms) FILTER (WHERE is_later = 1)) AS lower_gb,
    nb_gb_hours(nb_sum(best_gb_ms) FILTER (WHERE is_later = 1)) AS best_gb,
    nb_gb_hours(nb_sum(upper_gb_ms) FILTER (WHERE is_later = 1)) AS upper_gb
  FROM piece
  GROUP BY resource
),
-- What makes totals of the two times hard to compare, whatever they are.
coverage AS (
  SELECT
    CASE WHEN :as_of_ms + 1 < :until_ms THEN 'the later time was not over at as-of; ' ELSE '' END
      || CASE
        WHEN :before_from_ms IS NULL THEN 'there is no time before; '
        WHEN first_event.observed_at >= :before_until_ms THEN 'the log begins after the time before; '
        WHEN first_event.observed_at > :before_from_ms THEN 'the log begins within the time before; '
        ELSE ''
      END AS text
  FROM (
    SELECT coalesce(
      (SELECT observed_at FROM live_event ORDER BY observed_at LIMIT 1),
      (SELECT min(first_at) FROM main.coverage)) AS observed_at
  ) AS first_event
),
-- A total changes with its parts and with how many there are of each.
mixed AS (
  SELECT 0 AS is_total, '' AS text
  UNION ALL
  SELECT 1, CASE WHEN count(*) > 2 THEN 'also moved by the mix of flavor classes' ELSE '' END FROM class
),
figure (
  class_place, place, measure, flavor_class, unit, before_n, before, before_low, before_high, n, value, value_low,
  value_high, difference, difference_low, difference_high, p_value, note
) AS (
  SELECT
    class_place, 1, 'start_p50', class, 's',
    fit ->> '$.before_n',
    round((fit ->> '$.before_p50') / 1000, 3),
    round((fit ->> '$.before_p50_low') / 1000, 3),
    round((fit ->> '$.before_p50_high') / 1000, 3),
    fit ->> '$.n',
    round((fit ->> '$.p50') / 1000, 3),
    round((fit ->> '$.p50_low') / 1000, 3),
    round((fit ->> '$.p50_high') / 1000, 3),
    round((fit ->> '$.p50_difference') / 1000, 3),
    round((fit ->> '$.p50_difference_low') / 1000, 3),
    round((fit ->> '$.p50_difference_high') / 1000, 3),
    round(fit ->> '$.p', 6),
    nullif(trim(coalesce(fit ->> '$.note' || '; ', '') || mixed.text, '; '), '')
  FROM placed
  JOIN mixed ON mixed.is_total = (class = 'all')
  UNION ALL
  SELECT
    class_place, 2, 'failure_rate', class, 'share',
    rate ->> '$.before_n',
    round(rate ->> '$.before', 6),
    round(rate ->> '$.before_low', 6),
    round(rate ->> '$.before_high', 6),
    rate ->> '$.n',
    round(rate ->> '$.value', 6),
    round(rate ->> '$.low', 6),
    round(rate ->> '$.high', 6),
    round(rate ->> '$.difference', 6),
    round(rate ->> '$.difference_low', 6),
    round(rate ->> '$.difference_high', 6),
    round(rate ->> '$.p', 6),
    nullif(trim(coalesce(rate ->> '$.note' || '; ', '') || mixed.text, '; '), '')
  FROM placed
  JOIN mixed ON mixed.is_total = (class = 'all')
  UNION ALL
  SELECT
    class_place, 3, 'start_p90', class, 's',
    fit ->> '$.before_n',
    round((fit ->> '$.before_p90') / 1000, 3),
    round((fit ->> '$.before_p90_low') / 1000, 3),
    round((fit ->> '$.before_p90_high') / 1000, 3),
    fit ->> '$.n',
    round((fit ->> '$.p90') / 1000, 3),
    round((fit ->> '$.p90_low') / 1000, 3),
    round((fit ->> '$.p90_high') / 1000, 3),
    round((fit ->> '$.p90_difference') / 1000, 3),
    round((fit ->> '$.p90_difference_low') / 1000, 3),
    round((fit ->> '$.p90_difference_high') / 1000, 3),
    NULL,
    'tested with start_p50, which compares all times'
  FROM placed
  WHERE fit ->> '$.n' > 0 AND fit ->> '$.before_n' > 0
  UNION ALL
  SELECT
    class_place, 4, 'starts', class, 'count', NULL, before_starts, NULL, NULL, NULL, starts, NULL, NULL,
    starts - before_starts, NULL, NULL, NULL, trim('a count, no sample; ' || coverage.text, '; ')
  FROM placed
  JOIN coverage
  UNION ALL
  SELECT
    class_place, 5, 'refused', class, 'count', NULL, before_refused, NULL, NULL, NULL, refused, NULL, NULL,
    refused - before_refused, NULL, NULL, NULL, trim('a count, no sample; ' || coverage.text, '; ')
  FROM placed
  JOIN coverage
  WHERE class = 'all'
  UNION ALL
  SELECT
    0, CASE resource WHEN 'COMPUTE' THEN 6 ELSE 7 END, 'exposure_' || lower(resource), 'all', 's',
    NULL, before_best / 1000.0, before_lower / 1000.0, before_upper / 1000.0,
    NULL, best / 1000.0, lower / 1000.0, upper / 1000.0,
    (best - before_best) / 1000.0, (lower - before_upper) / 1000.0, (upper - before_lower) / 1000.0, NULL,
    trim(
      printf('%d instances before, %d now; ', before_instances, instances)
        || CASE
          WHEN before_unobserved > 0 OR unobserved > 0
            THEN printf('without what was not observed: %.1f h before, %.1f h now; ',
              coalesce(before_unobserved, 0) / 3600000.0, coalesce(unobserved, 0) / 3600000.0)
          ELSE ''
        END
        || coverage.text, '; ')
  FROM exposed
  JOIN coverage
  UNION ALL
  SELECT
    0, 8, 'storage', 'all', 'gb_hours',
    NULL, before_best_gb, before_lower_gb, before_upper_gb, NULL, best_gb, lower_gb, upper_gb,
    round(best_gb - before_best_gb, 6), round(lower_gb - before_upper_gb, 6), round(upper_gb - before_lower_gb, 6), NULL,
    trim('as exposure_storage; ' || coverage.text, '; ')
  FROM exposed
  JOIN coverage
  WHERE resource = 'STORAGE'
  UNION ALL
  SELECT
    class_place, 9, 'ready_share', class, 'share',
    ready ->> '$.before_n',
    round(ready ->> '$.before', 6),
    round(ready ->> '$.before_low', 6),
    round(ready ->> '$.before_high', 6),
    ready ->> '$.n',
    round(ready ->> '$.value', 6),
    round(ready ->> '$.low', 6),
    round(ready ->> '$.high', 6),
    round(ready ->> '$.difference', 6),
    round(ready ->> '$.difference_low', 6),
    round(ready ->> '$.difference_high', 6),
    round(ready ->> '$.p', 6),
    nullif(
      trim(coalesce(ready ->> '$.note' || '; ', '') || 'starts without an outcome yet count as not ready', '; '), '')
  FROM placed
  WHERE class = 'all'
  UNION ALL
  SELECT
    class_place, 10, 'cancelled_share', class, 'share',
    cancelled ->> '$.before_n',
    round(cancelled ->> '$.before', 6),
    round(cancelled ->> '$.before_low', 6),
    round(cancelled ->> '$.before_high', 6),
    cancelled ->> '$.n',
    round(cancelled ->> '$.value', 6),
    round(cancelled ->> '$.low', 6),
    round(cancelled ->> '$.high', 6),
    round(cancelled ->> '$.difference', 6),
    round(cancelled ->> '$.difference_low', 6),
    round(cancelled ->> '$.difference_high', 6),
    round(cancelled ->> '$.p', 6),
    nullif(
      trim(coalesce(cancelled ->> '$.note' || '; ', '') || 'superseded starts included', '; '), '')
  FROM placed
  WHERE class = 'all'
)
SELECT
  measure,
  flavor_class,
  unit,
  before_n,
  before,
  before_low,
  before_high,
  n,
  value,
  value_low,
  value_high,
  difference,
  difference_low,
  difference_high,
  p_value,
  note
FROM figure
ORDER BY class_place, place
