-- title: Failure reasons
-- question: Why do starts fail, and why are they refused?
-- place: 70
-- about: attempt
-- window: begin_high
-- by: none
-- column: failed_step number | fail_reason text | refusal_class text | error_code id | attempts count
-- note: failed_step and fail_reason of failed attempts, refusal_class and error_code of refused ones
-- order: the dimensions, then attempts descending
SELECT
  /*by*/ /*end*/
  failed_step,
  fail_reason,
  refusal_class,
  error_code,
  count(*) AS attempts
FROM chosen_attempt
WHERE outcome IN ('failed', 'refused')
GROUP BY /*by*/ /*end*/ failed_step, fail_reason, refusal_class, error_code
ORDER BY
  /*by*/ /*end*/
  count(*) DESC,
  failed_step NULLS LAST,
  fail_reason NULLS LAST,
  refusal_class NULLS LAST,
  error_code NULLS LAST
