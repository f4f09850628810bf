-- The key of token fingerprints and pseudonyms.
SELECT value FROM setting WHERE name = 'fingerprint_key'
