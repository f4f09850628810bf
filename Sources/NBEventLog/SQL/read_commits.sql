-- All transactions that appended, in order.
SELECT first_position, last_position, recorded_at, head FROM append_commit ORDER BY first_position
