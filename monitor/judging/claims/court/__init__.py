"""What courts gave: years of prison a defendant, months of pre-trial detention."""
