"""From the counts of clauses to one total a field, and to balances of many cases."""
