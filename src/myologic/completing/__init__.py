"""What may come next while a question is typed, from the grammar of relations and the data."""
