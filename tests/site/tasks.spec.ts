// The tasks of the guide, in the page, in every language: each can be done, can be failed, and begins again where it began;
// some of them by hand, as a reader does them.

import type {} from '../../www/embed/element.ts';
import { expect, type Locator, type Page } from '@playwright/test';
import { taskWords } from '../../site/.vitepress/theme/task-words.ts';
import { chapters, languages, pageOf, test } from './site.ts';

type Element = HTMLElementTagNameMap['pymalloc-explorer'];

interface Opened {
  readonly task: Locator;
  readonly figure: Locator;
  readonly status: Locator;
  readonly again: Locator;
}

async function openTask(page: Page, base: string, path: string, name: string): Promise<Opened> {
  await page.goto(`${base}${path}`);
  const task = page.locator('.guide-task').filter({ has: page.locator(`pymalloc-explorer[id="${name}"]`) });
  const standing = task.locator('.standing');
  const figure = task.locator('pymalloc-explorer');
  await figure.scrollIntoViewIfNeeded();
  return { task, figure, status: standing.getByRole('status'), again: standing.getByRole('button') };
}

/** All that a figure begins with: its heap, where one is in it, and what is chosen. */
async function stateOf(figure: Locator): Promise<unknown> {
  return figure.evaluate(async (it: Element) => [
    await it.ask((heap) => [heap.canonicalState(), heap.operations, heap.length]),
    await it.getState(),
  ]);
}

const carryOut = (figure: Locator, state: string): Promise<void> =>
  figure.evaluate((it: Element, state) => it.setState(state), state);

for (const [chapter, { tasks }] of Object.entries(chapters))
  for (const [name, id] of Object.entries(tasks))
    for (const language of languages) {
      const path = pageOf(chapter, language);
      if (path === undefined) continue;
      test(`${path}: ${name}`, async ({ page, site, solutions }) => {
        const links = solutions[chapter]?.[name];
        if (links === undefined) throw new Error(`${chapter} has no ${name}`);
        const { marks, sights } = taskWords(language);
        const { figure, status, again } = await openTask(page, site.url, path, id);

        await expect(status).toContainText(marks.open);
        const first = (await status.textContent()) ?? '';
        expect(Object.values(sights).some((sight) => first.includes(sight))).toBe(true);
        const beginning = await stateOf(figure);

        for (const [link, mark] of [
          [links.missed, marks.failed],
          [links.solved, marks.done],
        ] as const) {
          await carryOut(figure, link);
          await expect(status).toContainText(mark);
          expect(await stateOf(figure)).not.toEqual(beginning);
          await again.click();
          await expect(status).toHaveText(first);
          expect(await stateOf(figure)).toEqual(beginning);
        }
      });
    }

test('what a task begins with is taken back', async ({ page, site }) => {
  const { figure, status, again } = await openTask(page, site.url, 'guide/09-refcounts.html', 'task');
  const { marks } = taskWords('en');
  await expect(status).toContainText(marks.open);
  await figure.getByRole('button', { name: 'Undo' }).click();
  await expect(status).toHaveText(marks.lost);
  await again.click();
  await expect(status).toContainText(marks.open);
});

test('by the keyboard: a ring that is empty', async ({ page, site }) => {
  const { figure, status } = await openTask(page, site.url, 'guide/04-usedpools.html', 'toFill');
  const { marks } = taskWords('en');
  await expect(status).toContainText(marks.open);
  const size = figure.getByRole('spinbutton');
  await size.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('512');
  for (const left of [2, 1, 0]) {
    await page.keyboard.press('Enter');
    await expect(status).toContainText(`Pools in the ring: ${left}.`);
  }
  await expect(status).toContainText(marks.done);
  // What is done stays done.
  await page.keyboard.press('Enter');
  await expect(status).toContainText(marks.done);
});

async function centre(of: Locator): Promise<{ x: number; y: number }> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('it is not drawn');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('by the mouse: two lists that hold each other', async ({ page, site }) => {
  const { figure, status } = await openTask(page, site.url, 'guide/10-cycles.html', 'task');
  const { marks } = taskWords('en');
  await expect(status).toContainText(marks.open);
  const card = (name: string) => figure.getByRole('option', { name: new RegExp(`^${name}, list`) });
  for (const [from, to] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    await card(from).evaluate((it) => {
      it.scrollIntoView({ behavior: 'instant', block: 'center' });
    });
    const [start, end] = [await centre(card(from)), await centre(card(to))];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y, { steps: 4 });
    await page.mouse.up();
    await expect(card(to)).toHaveAccessibleName(/ob_refcnt 2/);
  }
  for (const name of ['a', 'b']) {
    await card(name).click();
    await figure.getByRole('button', { name: 'Drop name' }).click();
  }
  await expect(status).toContainText(marks.done);
  await expect(status).toContainText('Alive, and reached by no name: a b.');
});
