-- title: Changes
-- question: Where did starts become slower, or fail more often, and since when?
-- place: 125
-- about: attempt
-- window: begin_high
-- by: flavor
-- column: measure text | step number | verdict text | n count
-- column: since_low time | since_high time | since_earliest time | since_latest time
-- column: unit text | before_n count | before number low=before_low high=before_high unit=unit
-- column: after_n count | after number low=after_low high=after_high unit=unit
-- column: factor number low=factor_low high=factor_high
-- column: difference number low=difference_low high=difference_high unit=unit | p_value number | note text
-- note: measure: start (the time to ready), step, failure_rate (failed / (succeeded + failed)); verdict: slower, quicker,
-- note: fails_more, fails_less, unchanged, too_few (under 20), not_comparable (the polls changed); the change lies between
-- note: since_low and since_high, two starts next to each other, with 95 % confidence between since_earliest and
-- note: since_latest; before and after: medians in s, rates as shares, with their 95 % intervals; p_value: how often
-- note: chance alone gives as much anywhere in the answer; starts are compared within flavor and kind
-- order: changes first, the surest one first, then not_comparable, unchanged, too_few
WITH listed AS (
  SELECT
    /*by*/ flavor, /*end*/
    json_array(/*by keys*/ flavor, /*end*/ 0) AS group_key,
    json_array(flavor, kind) AS stratum,
    outcome,
    begin_low,
    begin_high,
    end_low,
    end_high,
    begin_high + total_low AS last_applied,
    server_total,
    gaps,
    (
      SELECT
        group_concat(
          step.step || ',' || step.status || ',' || coalesce(step.began_low, '') || ',' || coalesce(step.began_high, '')
            || ',' || coalesce(step.ended_low, '') || ',' || coalesce(step.ended_high, '') || ','
            || coalesce(step.last_unfinished, ''),
          ';')
      FROM step
      WHERE step.stream_id = chosen_attempt.stream_id AND step.attempt = chosen_attempt.attempt
    ) AS steps
  FROM chosen_attempt
  WHERE outcome <> 'refused'
),
answer (json) AS (
  SELECT
    nb_changes(
      group_key, stratum, outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, gaps, steps)
  FROM listed
),
found AS (
  SELECT json_each.key AS place, json_each.value AS fit, json_each.value ->> '$.group' AS group_key
  FROM answer
  JOIN json_each(answer.json)
),
named AS (
  SELECT DISTINCT /*by*/ flavor, /*end*/ group_key
  FROM listed
)
SELECT
  /*by*/ flavor, /*end*/
  fit ->> '$.measure' AS measure,
  fit ->> '$.step' AS step,
  fit ->> '$.verdict' AS verdict,
  fit ->> '$.n' AS n,
  strftime('%Y-%m-%dT%H:%M:%S', (fit ->> '$.since_low') / 1000, 'unixepoch')
    || printf('.%03dZ', (fit ->> '$.since_low') % 1000) AS since_low,
  strftime('%Y-%m-%dT%H:%M:%S', (fit ->> '$.since_high') / 1000, 'unixepoch')
    || printf('.%03dZ', (fit ->> '$.since_high') % 1000) AS since_high,
  strftime('%Y-%m-%dT%H:%M:%S', (fit ->> '$.since_earliest') / 1000, 'unixepoch')
    || printf('.%03dZ', (fit ->> '$.since_earliest') % 1000) AS since_earliest,
  strftime('%Y-%m-%dT%H:%M:%S', (fit ->> '$.since_latest') / 1000, 'unixepoch')
    || printf('.%03dZ', (fit ->> '$.since_latest') % 1000) AS since_latest,
  CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 'share' ELSE 's' END AS unit,
  fit ->> '$.before_n' AS before_n,
  round((fit ->> '$.before') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6) AS before,
  round((fit ->> '$.before_low') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6)
    AS before_low,
  round((fit ->> '$.before_high') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6)
    AS before_high,
  fit ->> '$.after_n' AS after_n,
  round((fit ->> '$.after') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6) AS after,
  round((fit ->> '$.after_low') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6)
    AS after_low,
  round((fit ->> '$.after_high') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6)
    AS after_high,
  round(fit ->> '$.factor', 3) AS factor,
  round(fit ->> '$.factor_low', 3) AS factor_low,
  round(fit ->> '$.factor_high', 3) AS factor_high,
  round((fit ->> '$.difference') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6)
    AS difference,
  round((fit ->> '$.difference_low') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6)
    AS difference_low,
  round((fit ->> '$.difference_high') / CASE fit ->> '$.measure' WHEN 'failure_rate' THEN 1 ELSE 1000.0 END, 6)
    AS difference_high,
  fit ->> '$.p' AS p_value,
  CASE fit ->> '$.verdict'
    WHEN 'not_comparable' THEN
      printf('polled every %.1f s before, every %.1f s after', (fit ->> '$.gap_before') / 1000,
        (fit ->> '$.gap_after') / 1000)
  END AS note
FROM found
JOIN named USING (group_key)
ORDER BY place
