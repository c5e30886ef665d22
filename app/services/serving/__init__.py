"""What other programs may ask of Alcove, while the user has switched that on."""
