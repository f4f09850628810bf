-- An event that a void takes back wherever it is or will be.
INSERT INTO void_identity (identity, void_position) VALUES (?1, ?2)
