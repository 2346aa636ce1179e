"""Law as dated rows: what a finding may cite, for whom, since when, and whether it was read."""
