"""What is known of an enterprise: its profile, its row of a roster, and what the plan's own words say of its trade."""
