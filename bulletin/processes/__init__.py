"""Functions and programs in processes of their own, limited in time and memory."""
