-- Whether the log holds a redaction.
SELECT position FROM redaction WHERE identity = ?1
