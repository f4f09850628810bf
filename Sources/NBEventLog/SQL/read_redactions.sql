-- All redactions in order.
SELECT position, scope, reason, recorded_at, identity FROM redaction ORDER BY position
