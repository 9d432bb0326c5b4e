// How many objects are looked at for their names.

/** Objects whose names are known to sentences. */
export const MOST_NAMED = 1_000;
