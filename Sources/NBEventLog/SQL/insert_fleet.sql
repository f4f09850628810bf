-- Makes a database a merged one.
INSERT INTO fleet (fleet_id, through_day, runs, head, key_id) VALUES (1, ?1, ?2, ?3, ?4)
