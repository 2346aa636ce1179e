"""Ideas that contracts put into many words, as rows of words that stand together."""
