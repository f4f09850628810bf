-- title: Instances as they are
-- question: What is the status of every notebook, since when, and when does its lease end?
-- place: 10
-- about: instance
-- window: none
-- column: region id | project_id id | notebook_id id key | name text | status text
-- column: status_since_low..status_since_high time | last_observed_at time
-- column: flavor id | flavor_class text | flavor_class_basis text | image_id id | image_name text | image_tag text
-- column: feature text | billing_items text | volume_category text | volume_gb number | workspace_id id | user_name text
-- column: pool_id id | lease_end time | fail_reason text | events count | polls_without_information count
-- column: refused_starts count
-- page: status status_since_low flavor user_name last_observed_at image_id lease_end workspace_id region project_id
-- note: volume_gb in GB; billing_items a JSON array, empty when the answer had none
-- order: region, project_id, notebook_id
SELECT
  shown.region,
  shown.project_id,
  shown.notebook_id,
  shown.name,
  shown.status,
  shown.status_since_low,
  shown.status_since_high,
  shown.last_observed_at,
  shown.flavor,
  shown.flavor_class,
  shown.flavor_class_basis,
  shown.image_id,
  shown.image_name,
  shown.image_tag,
  shown.feature,
  shown.billing_items,
  shown.volume_category,
  shown.volume_gb,
  shown.workspace_id,
  shown.user_name,
  shown.pool_id,
  shown.lease_end,
  shown.fail_reason,
  shown.events,
  shown.polls_without_information,
  shown.refused_starts
FROM chosen_instance
JOIN v_instances AS shown USING (region, project_id, notebook_id)
ORDER BY shown.region, shown.project_id, shown.notebook_id
