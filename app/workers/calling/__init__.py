"""How calls of other programs are taken: OpenAI's shapes over HTTP, understood and answered in the api worker alone."""
