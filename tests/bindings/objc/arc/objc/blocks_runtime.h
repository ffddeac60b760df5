// Nothing of it is wanted.
