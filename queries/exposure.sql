-- title: Billing exposure
-- question: For how long was each resource exposed to charges, at least, at best knowledge and at most?
-- parameters: from, until (clips); by; max_gap, free_gb, utc_offset, assume_billing; flavor, flavor_class, image, workspace, user, region, project; as_of
-- columns: lower_s <= best_s <= upper_s seconds over observed time; unobserved_s apart from it; GB-hours of STORAGE; flags of what is odd
-- order: the dimensions, resource
WITH piece AS (
  SELECT
    stream.region,
    stream.project_id,
    stream.notebook_id,
    coalesce(flavor_catalog.flavor_class, nb_exposure.flavor_class_guess) AS flavor_class,
    nb_exposure.*
  FROM nb_exposure(:from_ms, :until_ms, :as_of_ms, :max_gap_ms, :free_gb, :assume_billing, :bucket, :utc_offset_ms)
  JOIN stream ON stream.stream_id = nb_exposure.stream_id
  LEFT JOIN flavor_catalog ON flavor_catalog.flavor_id = nb_exposure.flavor
)
SELECT
  /*by:columns*/ flavor, /*end*/
  resource,
  sum(lower_ms) / 1000.0 AS lower_s,
  sum(best_ms) / 1000.0 AS best_s,
  sum(upper_ms) / 1000.0 AS upper_s,
  sum(unobserved_ms) / 1000.0 AS unobserved_s,
  nb_gb_hours(nb_sum(lower_gb_ms)) AS lower_gb_hours,
  nb_gb_hours(nb_sum(best_gb_ms)) AS best_gb_hours,
  nb_gb_hours(nb_sum(upper_gb_ms)) AS upper_gb_hours,
  count(DISTINCT CASE WHEN length_ms > 0 THEN stream_id END) AS instances,
  nb_words(flags) AS flags
FROM piece
WHERE (:flavor IS NULL OR flavor = :flavor)
  AND (:flavor_class IS NULL OR flavor_class = :flavor_class)
  AND (:image IS NULL OR :image IN (image_id, image_id || ':' || image_tag, image_name))
  AND (:workspace IS NULL OR workspace_id = :workspace)
  AND (:user IS NULL OR user_name = :user)
  AND (:region IS NULL OR region = :region)
  AND (:project IS NULL OR project_id = :project)
GROUP BY /*by:keys*/ flavor, /*end*/ resource
ORDER BY /*by:keys*/ flavor, /*end*/ resource
