"""What leaves the program for others: tables, codebook, crosswalk, counts, evidence."""
