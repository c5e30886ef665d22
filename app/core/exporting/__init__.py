"""What is handed on: laid out as documents, named as files, and redacted."""
