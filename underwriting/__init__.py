"""One application through consent, privacy, contract, scores and policy, once."""
