-- The events that voids name.
SELECT identity, void_position FROM void_identity ORDER BY void_position, identity
