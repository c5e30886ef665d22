"""llama.cpp, from a GGUF file to the text of an answer."""

import os

# Threads of the OpenMP library wait for each other in a busy loop, for some milliseconds if nobody says otherwise. On a
# busy machine that burns the very time slice the others need: 135M wrote 2 tokens/s beside ten busy processes, and 12
# with a thousand turns of the loop; on an idle one both wrote 128. It is read when llama.cpp is imported.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")
