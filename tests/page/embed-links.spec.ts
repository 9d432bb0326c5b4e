// Links to steps of an element further away: they bring it into sight, and going back leads to the sentence again.

import type {} from '../../www/embed/element.ts';
import { expect, test } from '@playwright/test';
import { host, place, ready } from './host.ts';

test('going back leads to the sentence that one came from', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await host(page, {
    head: '<style>p { height: 1500px }</style>',
    body: `<pymalloc-explorer id="one" height="400" loading="eager"><pre>a = malloc(24)\nb = malloc(24)</pre></pymalloc-explorer>
      <p></p><p><a href="#one@1">far</a></p><p></p>`,
  });
  await ready(page, 'one');
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  const far = page.getByRole('link', { name: 'far' });
  await far.scrollIntoViewIfNeeded();
  const left = await scrolled();
  expect(left).toBeGreaterThan(1000);

  await far.press('Enter');
  await expect(place(page, 'one')).toHaveAttribute('aria-valuetext', '1 of 2');
  await expect(place(page, 'one')).toBeInViewport();
  expect(new URL(page.url()).hash).toBe('#one@1');

  await page.goBack();
  await expect.poll(scrolled).toBe(left);
  await expect(far).toBeInViewport();
  expect(new URL(page.url()).hash).toBe('');

  await page.goForward();
  await expect(place(page, 'one')).toBeInViewport();
});
