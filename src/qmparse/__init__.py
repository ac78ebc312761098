"""The public face of qmparse, and nothing else."""
