-- Where the log ends.
SELECT last_position, head FROM append_commit ORDER BY first_position DESC LIMIT 1
