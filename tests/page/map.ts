// The heap map as tests find it: drawn only where somebody could see it.

import { expect, type Locator } from '@playwright/test';

/** A thousand arenas are made in slices, on a machine that does other things too. */
export const LONG = 240_000;

export const picture = (map: Locator): Locator => map.getByRole('img', { name: /Map of/ });

/** Scrolls to a map until it shows what it is to show. */
export async function seen(map: Locator, shown = picture): Promise<void> {
  // What is above it may still grow, and out of sight it is in no hurry.
  await expect(async () => {
    await map.scrollIntoViewIfNeeded();
    await expect(shown(map)).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: LONG });
}
