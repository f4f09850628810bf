-- title: What naive SQL says
-- question: How long does each step take, if "the first poll that saw it" is taken for "when it happened"?
-- parameters: none
-- columns: rows with both ends listed by a poll; naive_p50_s and naive_mean_s seconds, for comparison only
-- order: step
SELECT
  step,
  count(*) AS n,
  nb_median(ended_high - began_high) / 1000 AS naive_p50_s,
  avg(ended_high - began_high) / 1000 AS naive_mean_s,
  avg(ended_high = began_high) AS share_of_zero
FROM step
WHERE status = 'COMPLETED' AND began_high IS NOT NULL AND ended_high IS NOT NULL
GROUP BY step
ORDER BY step
