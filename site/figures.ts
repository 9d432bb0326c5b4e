// What figures of the same sort have in common, for all chapters.

/** Figures that one steps through: they change nothing, and their views have the room. */
export const stepped = { controls: 'step play program open' } as const;

/** The collector's lists stand below each other, and during a collection there are more of them. */
export const lists = { view: 'generations', ...stepped, height: 720 } as const;
