"""What Alcove and its workers say to each other, over two pipes.

A *frame* is a 4-byte length, a 4-byte request number (both unsigned, little endian) and one message as MessagePack.
Every message is one of the types in this package, sorted by the worker it is for; anything else, or anything longer
than `MAXIMUM_FRAME_BYTES`, ends the connection. There is no pickle, no path to code: a worker taken over by a hostile
file can only send values.

A conversation is short. The application sends a request; the worker answers with any number of messages of the types
named beside the request, and then with exactly one `Done`, `Failed` or `Stopped`. While it works, the application may
send `Cancel` with the same request number. One request runs at a time. When the pipe closes, the worker ends.
"""
