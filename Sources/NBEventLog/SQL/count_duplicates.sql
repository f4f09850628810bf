-- Adds to the number of observations that the log held already.
UPDATE setting SET value = value + ?1 WHERE name = 'duplicates'
