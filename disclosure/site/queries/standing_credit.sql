select district, org_id, about, kind, listed_on, ground, visible, known_until from credit_standing
