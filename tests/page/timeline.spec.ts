// Through time: stepping by mouse and by keys, playing, scrubbing, forking, going back; and two places compared.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Explorer } from './explorer.ts';

class Timeline extends Explorer {
  static override async open(page: Page): Promise<Timeline> {
    await Explorer.open(page);
    return new Timeline(page);
  }

  get bar(): Locator {
    return this.page.getByRole('region', { name: 'Timeline controls' });
  }

  get inside(): Locator {
    return this.page.getByRole('region', { name: 'Step through an operation' });
  }

  get slider(): Locator {
    return this.bar.getByRole('slider', { name: 'Position' });
  }

  get step(): Locator {
    return this.inside.getByRole('slider', { name: 'Step' });
  }

  get tree(): Locator {
    return this.view('Timeline').getByRole('tree');
  }

  row(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }

  /** What the place is called. */
  async at(operation: number, of: number): Promise<void> {
    const [n, all] = [operation, of].map((number) => number.toLocaleString('en'));
    await expect(this.slider).toHaveAttribute('aria-valuetext', new RegExp(`^Operation ${n} of ${all}: `));
  }

  /** Drags the slider from its end to its begin and back, by many small moves, and lets go somewhere between. */
  async drag(): Promise<void> {
    const { x, y, width, height } = (await this.slider.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const to = (part: number, steps = 1) => this.page.mouse.move(x + part * width, y + height / 2, { steps });
    await to(0.98);
    await this.page.mouse.down();
    await to(0.02, 100);
    await to(0.4, 50);
    await this.page.mouse.up();
  }

  /** What stands in each of the views. */
  async drawn(): Promise<string[]> {
    return this.page.locator('pm-view').getByRole('region').allInnerTexts();
  }

  /** The keyboard is on nothing. */
  async rest(): Promise<void> {
    await this.page.getByRole('heading', { name: 'pymalloc explorer' }).click();
  }
}

test('the bar steps over, into, out and back by mouse', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await expect(timeline.bar).toContainText('No operation yet');
  await timeline.allocate(24, 3);
  await timeline.at(3, 3);
  await timeline.button('First').click();
  await expect(timeline.slider).toHaveAttribute('aria-valuetext', 'Before operation 1 of 3');
  await timeline.button('Step over').click();
  await timeline.at(1, 3);
  await expect(timeline.status).toContainText('Operation 1 of 3: malloc(24) returned 0x');
  await timeline.button('Step into').click();
  await expect(timeline.inside).toContainText('Inside malloc(24)');
  await expect(timeline.step).toHaveValue('0');
  await timeline.button('Next step').click();
  await expect(timeline.step).toHaveValue('1');
  await timeline.button('Previous step').click();
  await timeline.button('Leave').click();
  await timeline.at(2, 3);
  await timeline.button('Back into').click();
  await expect(timeline.step).toHaveValue((await timeline.step.getAttribute('max')) ?? '');
  await timeline.button('Leave').click();
  await timeline.button('Step back').click();
  await timeline.at(1, 3);
  await timeline.button('Last').click();
  await timeline.at(3, 3);
  await expect(timeline.button('Step over')).toBeDisabled();
});

test('every key of the list does what the list says', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.allocate(24, 3);
  await timeline.allocate(40, 2);
  await timeline.rest();
  const press = (key: string) => page.keyboard.press(key);

  await press('Shift+ArrowLeft');
  await timeline.at(3, 5);
  await press('ArrowLeft');
  await timeline.at(2, 5);
  await press('ArrowRight');
  await timeline.at(3, 5);
  await press('Shift+ArrowRight');
  await timeline.at(5, 5);

  await press('b');
  await expect(timeline.inside).toContainText('Inside malloc(40)');
  await press('o');
  await expect(timeline.inside).toBeHidden();
  await press('ArrowLeft');
  await press('i');
  await expect(timeline.step).toHaveValue('0');
  await press('ArrowRight');
  await expect(timeline.step).toHaveValue('1');
  await press('ArrowLeft');
  await press('Escape');
  await expect(timeline.inside).toBeHidden();
  await timeline.at(5, 5);

  await timeline.button('Step back').focus();
  await press('Home');
  await expect(timeline.slider).toHaveValue('0');
  await press('ArrowDown');
  await expect(timeline.inside).toBeVisible();
  await press('End');
  await expect(timeline.step).toHaveValue((await timeline.step.getAttribute('max')) ?? '');
  await press('Escape');
  await timeline.button('First').focus();
  await press('ArrowUp');
  await expect(timeline.inside).toBeVisible();
  await press('Escape');
  await timeline.button('First').focus();
  await press('End');
  await timeline.at(5, 5);

  await press('Control+z');
  await timeline.at(3, 3);
  await press('Control+Shift+z');
  await timeline.at(5, 5);
  await press('Control+z');
  await press('Control+y');
  await timeline.at(5, 5);

  await timeline.rest();
  await press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
});

test('keys are typed where one types, and single ones can be switched off', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.allocate(24, 3);
  await timeline.field('Count').focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('i');
  await timeline.at(3, 3);

  await timeline.button('Keyboard').click();
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await dialog.getByRole('checkbox').uncheck();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await timeline.rest();
  await page.keyboard.press('b');
  await page.keyboard.press('?');
  await expect(dialog).toBeHidden();
  await timeline.at(3, 3);
  // Arrows are no characters.
  await page.keyboard.press('ArrowLeft');
  await timeline.at(2, 3);

  await page.reload();
  await expect(timeline.button('Allocate')).toBeEnabled();
  await timeline.allocate(24, 3);
  await timeline.rest();
  await page.keyboard.press('b');
  await timeline.at(3, 3);
  await timeline.button('Keyboard').click();
  await expect(dialog.getByRole('checkbox')).not.toBeChecked();
});

test('play goes on by itself to the end, and pauses', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.allocate(24, 40);
  await timeline.button('First').click();
  await timeline.field('Speed').selectOption('30 a second');
  await timeline.rest();
  await page.keyboard.press('Space');
  await expect(timeline.button('Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(timeline.button('Play')).toBeEnabled();
  expect(Number(await timeline.slider.inputValue())).toBeGreaterThan(0);
  await timeline.button('Play').click();
  await timeline.at(40, 40);
  await expect(timeline.button('Play')).toBeDisabled();

  await timeline.button('Back into').click();
  await timeline.step.fill('0');
  await timeline.button('Play').click();
  await expect(timeline.step).toHaveValue((await timeline.step.getAttribute('max')) ?? '');
  await expect(timeline.button('Play')).toBeDisabled();
});

test('scrubbing shows the state at every place', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.button('Fill a pool').click();
  await timeline.at(63, 63);
  await timeline.slider.fill('10');
  await timeline.at(10, 63);
  await expect(timeline.view('Pool')).toContainText('10 of 63 allocated');
  await expect(timeline.path).toContainText('block 9');
  await timeline.slider.fill('63');
  await expect(timeline.view('Pool')).toContainText('63 of 63 allocated');
});

test('of the places that are asked for within a frame only the last is gone to', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.button('Fill a pool').click();
  await timeline.at(63, 63);
  const status = await timeline.status.elementHandle();
  const seen = await timeline.slider.evaluate(async (slider: HTMLInputElement, said) => {
    const labels = new Set<string | null>();
    const places = new Set<string | null>();
    const look = (): void => {
      labels.add(slider.getAttribute('aria-valuetext'));
      places.add(said.textContent);
    };
    look();
    // As whoever drags it.
    slider.focus();
    for (let to = 62; to >= 10; to -= 1) {
      slider.value = String(to);
      slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      // Time for all that is drawn without a frame.
      for (let hop = 0; hop < 50; hop += 1) await Promise.resolve();
      look();
    }
    return { labels: [...labels], places: [...places] };
  }, status);
  expect(seen.labels).toHaveLength(54);
  expect(seen.places).toHaveLength(1);
  await expect(timeline.status).toContainText('Operation 10 of 63: ');
  await expect(timeline.view('Pool')).toContainText('10 of 63 allocated');
});

test('whoever scrubs and lets go sees every view as whoever steps there', async ({ page, context }) => {
  const scrubbed = await Timeline.open(page);
  await scrubbed.button('Python starts').click();
  await expect(scrubbed.slider).toHaveValue('20000');
  await scrubbed.drag();
  const to = Number(await scrubbed.slider.inputValue());
  expect(to).toBeLessThan(20_000);
  await scrubbed.at(to, 20_000);

  const stepped = await Timeline.open(await context.newPage());
  await stepped.button('Python starts').click();
  await expect(stepped.slider).toHaveValue('20000');
  await stepped.slider.fill(String(to - 1));
  await stepped.button('Step over').click();
  await stepped.at(to, 20_000);
  // The map is read when it is seen.
  for (const { page: shown } of [scrubbed, stepped]) {
    await shown.getByRole('region', { name: 'Heap map', exact: true }).scrollIntoViewIfNeeded();
  }
  await expect(async () => {
    expect(await scrubbed.drawn()).toEqual(await stepped.drawn());
  }).toPass();
});

test('operating in the past forks; Undo brings the future back, Redo the fork', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.button('Fill a pool').click();
  await timeline.slider.fill('10');
  await expect(timeline.bar).toContainText('cuts off the 53 operations after it');
  await timeline.allocate(200);
  await timeline.at(11, 11);
  await expect(timeline.status).toContainText('53 operations that came after are cut off; Undo brings them back.');
  await expect(timeline.row(/^Allocate: 200 bytes/)).toContainText('cut off 53');
  await timeline.button('Undo').click();
  await expect(timeline.status).toContainText('Undone: Allocate: 200 bytes. What came after is back.');
  await timeline.at(10, 63);
  await timeline.button('Redo').click();
  await expect(timeline.status).toContainText('Done again: Allocate: 200 bytes.');
  await timeline.at(11, 11);
  await timeline.button('Undo').click();
  await timeline.button('Last').click();
  await expect(timeline.view('Pool')).toContainText('63 of 63 allocated');
});

test('a fork inside an operation starts from its end', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.allocate(24, 3);
  await timeline.slider.fill('1');
  await timeline.button('Step into').click();
  await timeline.button('Next step').click();
  await expect(timeline.inside).toContainText('starts from the end of this operation and cuts off the one after it');
  await timeline.allocate(40);
  await timeline.at(3, 3);
  await timeline.button('Undo').click();
  await expect(timeline.step).toHaveValue('1');
});

test('the list opens acts into operations, and operations into steps', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await expect(timeline.view('Timeline')).toContainText('Nothing was done yet');
  await timeline.button('Fill a pool').click();
  await timeline.allocate(24);
  await expect(timeline.row(/^Allocate: 24 bytes/)).toHaveAttribute('aria-current', 'step');

  await timeline.tree.focus();
  const press = (key: string) => page.keyboard.press(key);
  await press('Home');
  await press('ArrowRight');
  await press('ArrowRight');
  await press('ArrowDown');
  await press('Enter');
  await timeline.at(2, 64);
  await expect(timeline.row(/^2\. malloc\(64\)/)).toHaveAttribute('aria-current', 'step');
  await expect(timeline.tree).toBeFocused();
  await press('ArrowRight');
  await press('ArrowRight');
  await expect(timeline.row(/^1 PyObject_Malloc/)).toBeVisible();
  await press('Enter');
  await expect(timeline.step).toHaveValue('1');
  await press('ArrowLeft');
  await press('ArrowLeft');
  await expect(timeline.row(/^1 PyObject_Malloc/)).toHaveCount(0);
  await press('End');
  await press('Enter');
  await timeline.at(64, 64);
  await press('Home');
  await press('ArrowLeft');
  await timeline.row(/^Fill a pool/).click();
  await timeline.at(63, 64);
  await expect(timeline.view('What happened')).toContainText('63 operations');
});

test('of a long act only the lines in sight are there', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.button('Churn').click();
  await expect(timeline.slider).toHaveValue('5000');
  await timeline.tree.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await expect(timeline.row(/^5,000\. /)).toBeVisible();
  expect(await timeline.tree.getByRole('treeitem').count()).toBeLessThan(30);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Home');
  await expect(timeline.row(/^Churn/)).toBeVisible();
});

test('a collection is stepped through from the timeline, phase by phase', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await page.getByRole('tab', { name: 'Objects and collector' }).click();
  await timeline.button('Begin: Two objects in a cycle').click();
  await timeline.button('Next: del a; del b').click();
  await timeline.button('Next: gc.collect(2)').click();
  await expect(page.getByText('Two objects in a cycle: step 3 of 3')).toBeVisible();
  await timeline.button('Back into').click();
  await timeline.button('Previous phase').click();
  await timeline.field('Phase').selectOption('subtract_refs');
  await expect(timeline.view('Generations')).toContainText('collecting generation 2');
  await timeline.button('Next phase').click();
  await timeline.button('Leave').click();
  await timeline.button('Step back').click();
  await expect(page.getByText('Two objects in a cycle: step 2 of 3')).toBeVisible();
  // The next step is there already.
  await timeline.button('Next: gc.collect(2)').click();
  await expect(timeline.status).toContainText('Collected generation 2: 2 collected');
  await expect(timeline.button('Step over')).toBeDisabled();
});

test('two places are compared', async ({ page }) => {
  const timeline = await Timeline.open(page);
  await timeline.allocate(24, 3);
  await timeline.slider.fill('1');
  await timeline.button('Compare from here').click();
  await expect(timeline.view('Timeline')).toContainText('A is after operation 1.');
  await timeline.button('Last').click();
  await timeline.button('With here').click();
  const comparison = timeline.view('Comparison');
  await expect(comparison).toContainText('ref.count');
  await comparison.getByRole('button', { name: 'End comparison' }).click();
  await expect(comparison).toBeHidden();
});

for (const { width, colorScheme } of LOOKS) {
  test.describe(`at ${width} pixels in ${colorScheme}`, () => {
    test.beforeEach(async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await (await Timeline.open(page)).allocate(24, 3);
    });

    test('axe finds nothing in the timeline', async ({ page }) => {
      const timeline = new Timeline(page);
      await timeline.tree.focus();
      await page.keyboard.press('ArrowRight');
      await timeline.slider.fill('1');
      await timeline.button('Step into').click();
      await timeline.button('Next step').click();
      await expectNoAxeViolations(page);
    });

    test('axe finds nothing in the keys', async ({ page }) => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
      await expectNoAxeViolations(page);
    });
  });
}
