-- Whether the log holds a void.
SELECT position FROM void WHERE identity = ?1
