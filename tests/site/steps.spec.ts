// Every link of the guide that moves a figure, clicked in every language: the figure gets there, and what its heap then has is
// what the sentences state.

import type {} from '../../www/embed/element.ts';
import { expect, type Locator, type Page } from '@playwright/test';
import { written } from '../../site/.vitepress/expand.ts';
import { type Chapter, type Facts } from '../../site/chapter.ts';
import { chapters, languages, pageOf, test } from './site.ts';

/** What the heap of a figure has, read by the chapter's own function, and how many operations have led there. */
function read(
  page: Page,
  base: string,
  chapter: string,
  step: string,
): Promise<{ operation: number; facts: Facts } | undefined> {
  return page.evaluate(
    async ([base, chapter, step]) => {
      const script = `${base}chapters/${chapter}.js`;
      const { default: its } = (await import(script)) as { default: Chapter };
      const link = its.steps[step];
      const element = document.querySelector<HTMLElementTagNameMap['pymalloc-explorer']>(`#${link?.figure ?? ''}`);
      return element?.read((heap) => ({ operation: heap.operations, facts: link?.facts?.(heap) ?? {} }));
    },
    [base, chapter, step] as const,
  );
}

/**
 * Where a figure above gets its height just then, what is pressed has gone from under the pointer before the button is let
 * go, and that is no click. A person, too, waits for what moves.
 */
async function still(link: Locator): Promise<void> {
  await link.scrollIntoViewIfNeeded();
  let before = '';
  await expect
    .poll(
      async () => {
        const last = before;
        before = JSON.stringify(await link.boundingBox());
        return last === before;
      },
      { intervals: [400] },
    )
    .toBe(true);
}

for (const [chapter, { steps, facts: general }] of Object.entries(chapters))
  for (const language of languages) {
    const path = pageOf(chapter, language);
    if (path === undefined) continue;
    test(path, async ({ page, site }) => {
      await page.goto(`${site.url}${path}`);
      const links = page.locator('a.step');
      const clicked = new Set<string>();
      for (const link of await links.all()) {
        const name = (await link.getAttribute('data-step')) ?? '';
        const step = steps[name];
        if (step === undefined) throw new Error(`${path} has a link to ${name}`);
        const element = page.locator(`pymalloc-explorer[id="${step.figure}"]`);
        // From somewhere else, so that it is the link that leads there.
        await element.evaluate(async (it: HTMLElementTagNameMap['pymalloc-explorer'], operation) => {
          await it.seek(0);
          if (operation === 0) await it.seek(it.read((heap) => heap.length) ?? 0);
        }, step.operation);
        await still(link);
        await link.click();
        await expect
          .poll(() => read(page, site.url, chapter, name), { message: `${name} of ${step.figure}` })
          .toEqual({ operation: step.operation, facts: step.facts });
        expect(await element.evaluate((it) => it.matches(':state(error)')), name).toBe(false);
        clicked.add(name);
      }
      expect([...clicked].sort()).toEqual(Object.keys(steps).sort());

      const stated = await page.locator('data.fact').evaluateAll((all) =>
        all.map((one) => ({
          of: one.getAttribute('data-of'),
          name: one.getAttribute('data-name') ?? '',
          value: one.getAttribute('value'),
          text: one.textContent,
        })),
      );
      expect(stated.length).toBeGreaterThan(0);
      for (const { of, name, value, text } of stated) {
        const fact = (of === null ? general : steps[of]?.facts)?.[name];
        if (fact === undefined) throw new Error(`${path} states ${name} of ${of ?? 'nothing'}`);
        expect(value, name).toBe(String(fact));
        expect(
          ['address', 'bytes', undefined].map((as) => written(fact, language, as)),
          name,
        ).toContain(text);
      }
    });
  }
