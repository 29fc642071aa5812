"""The Merkle log: entries, tree, checkpoints and proofs. Imports core and sealing."""
