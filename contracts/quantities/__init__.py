"""The number grammar: what contracts write as numbers, each with unit, base, period and condition."""
