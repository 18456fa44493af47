"""Locks for machines that share no kernel: leases, which end by themselves when their holder does."""
