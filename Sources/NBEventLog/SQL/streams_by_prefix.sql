-- Instances whose id begins with ?1, those that equal it first, at most ?2.
SELECT region, project_id, notebook_id FROM stream
WHERE substr(notebook_id, 1, length(?1)) = ?1
ORDER BY notebook_id <> ?1, notebook_id, project_id, region
LIMIT ?2
