"""Everything that changes something: one function, one transaction, one audit entry. Actions never call actions."""
