-- Gives an instance the next number.
INSERT INTO stream (notebook_id, project_id, region) VALUES (?1, ?2, ?3)
