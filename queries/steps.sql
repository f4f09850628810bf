-- title: Steps of start attempts
-- question: When did each step of each start begin and end, as far as polls show?
-- place: 30
-- about: attempt
-- window: begin_high
-- parameter: step integer 1 4
-- column: region id | project_id id | notebook_id id key | attempt number key | step number key | step_name text
-- column: status text | began_low..began_high time | ended_low..ended_high time | duration_low_ms..duration_high_ms ms
-- column: inferred number | kind text | flavor id | flavor_class text | image_id id | name text
-- note: name is the present one of the instance; began and ended are intervals (low, high]; inferred is 1 when the outcome implies it
-- order: region, project_id, notebook_id, attempt, step
SELECT
  shown.region,
  shown.project_id,
  shown.notebook_id,
  shown.attempt,
  shown.step,
  shown.step_name,
  shown.status,
  shown.began_low,
  shown.began_high,
  shown.ended_low,
  shown.ended_high,
  shown.duration_low_ms,
  shown.duration_high_ms,
  shown.inferred,
  shown.kind,
  shown.flavor,
  shown.flavor_class,
  shown.image_id,
  shown.name
FROM chosen_attempt
JOIN v_steps AS shown USING (region, project_id, notebook_id, attempt)
WHERE :step IS NULL OR shown.step = :step
ORDER BY shown.region, shown.project_id, shown.notebook_id, shown.attempt, shown.step
