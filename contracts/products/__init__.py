"""A lender's products as they live: who sells them, what was found, who answers, what is owed."""
