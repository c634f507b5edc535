"""Sample outlets on a loopback web server, for the demo and for the tests."""
