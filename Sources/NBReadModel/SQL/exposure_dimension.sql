-- What queries group exposure by: each piece with its instance and the class of its flavor.
-- The last columns are the arguments of nb_exposure: a WHERE that says `max_gap_ms = :max_gap_ms` gives one, and NULL takes
-- its default.
CREATE TEMP VIEW IF NOT EXISTS exposure_dimension AS
SELECT
  stream.region,
  stream.project_id,
  stream.notebook_id,
  stream.notebook_id AS instance,
  coalesce(flavor_catalog.flavor_class, nb_exposure.flavor_class_guess) AS flavor_class,
  nb_exposure.*,
  nb_exposure.from_ms,
  nb_exposure.until_ms,
  nb_exposure.as_of_ms,
  nb_exposure.max_gap_ms,
  nb_exposure.free_gb,
  nb_exposure.assume_billing,
  nb_exposure.bucket,
  nb_exposure.utc_offset_ms
FROM nb_exposure
JOIN stream ON stream.stream_id = nb_exposure.stream_id
LEFT JOIN flavor_catalog ON flavor_catalog.flavor_id = nb_exposure.flavor
