-- The ids of all instances, in order.
SELECT notebook_id FROM stream ORDER BY notebook_id
