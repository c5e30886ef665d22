"""The processes that hold the native engines: each reads requests from a pipe and answers on one."""
