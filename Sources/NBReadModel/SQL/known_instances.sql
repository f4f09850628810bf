-- Every instance that is not gone, with the status last seen.
SELECT stream.region, stream.project_id, stream.notebook_id, coalesce(instance.status, '') AS status
FROM main.instance
JOIN main.stream ON stream.stream_id = instance.stream_id
WHERE instance.status IS NULL OR instance.status <> 'GONE'
ORDER BY stream.region, stream.project_id, stream.notebook_id
