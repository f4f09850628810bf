-- Every instance with its present name and status, for the words that people type.
SELECT stream.region, stream.project_id, stream.notebook_id, instance.name, instance.status
FROM stream
LEFT JOIN instance ON instance.stream_id = stream.stream_id
WHERE (:region IS NULL OR stream.region = :region)
  AND (:project IS NULL OR stream.project_id = :project)
ORDER BY stream.notebook_id, stream.project_id, stream.region
