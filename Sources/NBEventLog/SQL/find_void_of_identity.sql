-- The first void that names an event; none for most.
SELECT min(void_position) FROM void_identity WHERE identity = ?1
