"""How a contract is built: its tree of clauses, choices, references, names, blanks and denials."""
