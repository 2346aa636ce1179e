"""Facts, their salted commitments, the Merkle tree, checkpoints, proofs, followers."""
