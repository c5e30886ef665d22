"""llama.cpp, from a GGUF file to the text of an answer."""

import os

# Threads of the OpenMP library wait for each other in a busy loop, 300,000 turns if nobody says otherwise. On a busy
# machine that burns the very time slice the others need; with few turns they sleep, and wake too late, on an idle one: the
# 0.5B wrote 25 to 34 tokens/s with 1,000 turns, where it wrote 27 to 36 with 10,000 and as fast as llama-bench did. It is
# read when llama.cpp is imported.
os.environ.setdefault("GOMP_SPINCOUNT", "10000")
