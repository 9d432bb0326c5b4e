// What the page can be about: the allocator, or objects and their collector. The heap is the same.

export const topics = ['allocator', 'objects'] as const;
export type Topic = (typeof topics)[number];
