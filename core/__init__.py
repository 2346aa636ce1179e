"""Money, rates, dates, ids, access, refusals, settings: standard library only."""
