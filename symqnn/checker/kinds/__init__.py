"""One module a kind of certificate, loaded when a certificate of that kind is read."""
