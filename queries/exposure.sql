-- title: Billing exposure
-- question: How long was each resource billable: at least, best estimate, at most?
-- place: 80
-- about: exposure
-- window: clipped
-- by: flavor
-- parameter: max_gap duration | free_gb gigabytes | assume_billing word documented
-- column: resource text | best_s s low=lower_s high=upper_s | unobserved_s s
-- column: best_gb_hours gb_hours low=lower_gb_hours high=upper_gb_hours | instances count | flags text
-- note: lower_s <= best_s <= upper_s over observed time, unobserved_s apart from it; GB-hours of STORAGE;
-- note: instances: those observed in the window; flags name what is odd
-- order: the dimensions, resource
SELECT
  /*by*/ flavor, /*end*/
  resource,
  sum(lower_ms) / 1000.0 AS lower_s,
  sum(best_ms) / 1000.0 AS best_s,
  sum(upper_ms) / 1000.0 AS upper_s,
  sum(unobserved_ms) / 1000.0 AS unobserved_s,
  nb_gb_hours(nb_sum(lower_gb_ms)) AS lower_gb_hours,
  nb_gb_hours(nb_sum(best_gb_ms)) AS best_gb_hours,
  nb_gb_hours(nb_sum(upper_gb_ms)) AS upper_gb_hours,
  count(DISTINCT CASE WHEN length_ms > unobserved_ms THEN stream_id END) AS instances,
  nb_words(flags) AS flags
FROM chosen_exposure
WHERE from_ms = :from_ms AND until_ms = :until_ms AND as_of_ms = :as_of_ms AND max_gap_ms = :max_gap_ms
  AND free_gb = :free_gb AND assume_billing = :assume_billing AND bucket = :bucket AND utc_offset_ms = :utc_offset_ms
GROUP BY /*by keys*/ flavor, /*end*/ resource
ORDER BY /*by keys*/ flavor, /*end*/ resource
