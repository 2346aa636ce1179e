"""One application through consent, identity checks, privacy, contract, scores, over-lending guard and policy, once."""
