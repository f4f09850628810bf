-- Whether any void names events by their identities.
SELECT EXISTS (SELECT 1 FROM void_identity)
