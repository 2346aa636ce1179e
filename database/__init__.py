"""A transaction that carries who acts, for which organisation and in which act; column types for money, instants and sealed fields."""
