-- How many redactions there are, and from how many answers something was erased.
SELECT (SELECT count(*) FROM redaction), (SELECT count(*) FROM erased_answer)
