-- Everything that is taken back, in order.
SELECT first_position, last_position, void_position FROM void_range ORDER BY first_position
