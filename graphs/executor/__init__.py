"""Who carries out requests: the Executor port and the local worker processes behind it."""
