-- title: Share ready over time
-- question: What share of starts is ready after how long?
-- place: 55
-- about: attempt
-- window: begin_high
-- by: none
-- parameter: clock word auto polls
-- column: after_s s key | n count | ready_share share low=ready_share_low high=ready_share_high
-- note: after_s from 5 s to 10 min; ready_share of all starts, failures counting as never; the limits are Wilson's 95 %
-- note: limits of the starts that were certainly ready by then and of those that may have been
-- order: the dimensions, after_s
WITH fitted AS (
  SELECT
    /*by*/ /*end*/
    nb_start_latency(
      outcome, begin_low, begin_high, end_low, end_high, begin_high + total_low, server_total, gaps, :clock,
      '5s,10s,15s,20s,25s,30s,40s,50s,60s,75s,90s,120s,150s,180s,240s,300s,420s,600s'
    ) AS fit
  FROM chosen_attempt
  WHERE outcome <> 'refused'
  /*group by*/ /*end*/
),
-- The times of the list above.
place (number, after_s) AS (
  VALUES (0, 5), (1, 10), (2, 15), (3, 20), (4, 25), (5, 30), (6, 40), (7, 50), (8, 60), (9, 75), (10, 90), (11, 120),
    (12, 150), (13, 180), (14, 240), (15, 300), (16, 420), (17, 600)
)
SELECT
  /*by*/ /*end*/
  after_s,
  fit ->> '$.n' AS n,
  fit -> '$.ready_within' ->> number AS ready_share,
  fit -> '$.ready_within_low' ->> number AS ready_share_low,
  fit -> '$.ready_within_high' ->> number AS ready_share_high
FROM fitted
CROSS JOIN place
ORDER BY /*by*/ /*end*/ after_s
