-- All voids in order.
SELECT position, positions, reason, recorded_at, identity FROM void ORDER BY position
