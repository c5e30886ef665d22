"""Global shortcuts: keys that reach Alcove while another program has the focus."""
