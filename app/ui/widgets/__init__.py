"""The few widgets every view is built from. Import them from the module that names them."""
