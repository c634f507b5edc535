"""Tests: loopback, disk and a fixed clock."""
