// The collector by hand: collect each generation, what it reports, and stepping through it, forward and back.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Explorer } from './explorer.ts';

class Collector extends Explorer {
  static override async open(page: Page): Promise<Collector> {
    await page.goto('./');
    const collector = new Collector(page);
    await page.getByRole('tab', { name: 'Objects and collector' }).click();
    await expect(collector.button('Collect generation 0')).toBeEnabled();
    return collector;
  }

  get generations(): Locator {
    return this.view('Generations');
  }

  get report(): Locator {
    return this.page.getByRole('region', { name: 'What the last operation found' });
  }

  get stepper(): Locator {
    return this.page.getByRole('region', { name: 'Step through an operation' });
  }

  get place(): Locator {
    return this.stepper.getByLabel('Step', { exact: true });
  }

  /** The scenario, and as many of its steps. */
  async scenario(name: string, steps: number): Promise<void> {
    const scenarios = this.page.getByText('Scenarios', { exact: true });
    if (!(await this.button(name).isVisible())) await scenarios.click();
    await this.button(name).click();
    const lesson = this.page.getByRole('region', { name, exact: true });
    for (let step = 1; step < steps; step += 1) await lesson.getByRole('button').first().click();
    await expect(lesson).toContainText(`${steps} of`);
  }

  async stepInto(): Promise<void> {
    await this.report.getByRole('button', { name: 'Step through it' }).click();
    await expect(this.stepper).toBeVisible();
  }
}

test('each generation can be collected, and survivors grow older', async ({ page }) => {
  const collector = await Collector.open(page);
  await collector.scenario('A cycle reachable from outside', 1);
  await expect(collector.generations.getByRole('group', { name: 'generation 0, 3 objects' })).toBeVisible();
  await collector.button('Collect generation 0').click();
  await expect(collector.report).toContainText('gc.collect(0) returned 0');
  await expect(collector.generations.getByRole('group', { name: 'generation 1, 3 objects' })).toBeVisible();
  await collector.button('Collect generation 1').click();
  await expect(collector.generations.getByRole('group', { name: 'generation 2, 3 objects' })).toBeVisible();
  await collector.button('Collect generation 2').click();
  await expect(collector.report).toContainText('gc.collect(2) returned 0');
  await expect(page.getByText('gc.get_count() = (0, 0, 0)')).toBeVisible();
});

test('the report says what was found and which bytes went back to which pool', async ({ page }) => {
  const collector = await Collector.open(page);
  await collector.scenario('Two objects in a cycle', 2);
  await collector.button('Collect generation 2').click();
  await expect(collector.status).toContainText('2 collected, 0 uncollectable');
  await expect(collector.report).toContainText('gc.collect(2) returned 2');
  await expect(collector.report.getByRole('listitem').filter({ hasText: 'found unreachable' })).toContainText(
    '2 objects',
  );
  await collector.report.getByText('Object by object').click();
  await expect(collector.report).toContainText(/found unreachable → .*deallocated/);
  const pool = collector.report.getByRole('button', { name: /^pool 0x/ }).first();
  await pool.click();
  await expect(collector.path).toContainText('pool');
});

test('a collection can be stepped through, and every view is of the state there', async ({ page }) => {
  const collector = await Collector.open(page);
  await collector.scenario('A cycle reachable from outside', 2);
  await collector.button('Collect generation 0').click();
  await collector.stepInto();
  await expect(collector.stepper).toContainText('before the first step');
  // Its lists, below the view's title, come to stand at the top, wherever the views above end up.
  await expect.poll(async () => Math.abs((await collector.generations.boundingBox())?.y ?? NaN)).toBeLessThan(160);
  await expect(collector.generations.getByRole('group', { name: 'generation 0, 3 objects' })).toBeVisible();

  await collector.field('Phase').selectOption('subtract_refs');
  await expect(collector.generations).toContainText('collecting generation 0');
  await expect(collector.generations.getByRole('option', { name: /ob_refcnt 2, gc_refs 2/ }).first()).toBeVisible();

  await collector.field('Phase').selectOption('move_unreachable');
  await expect(collector.generations.getByRole('option', { name: /gc_refs 0, white/ }).first()).toBeVisible();
  for (let step = 0; step < 3; step += 1) await collector.button('Next step').click();
  await expect(collector.generations.getByRole('group', { name: /^unreachable, [12] object/ })).toBeVisible();
  await expect(collector.view('What happened').locator('[aria-current=step]')).toContainText('here');

  await collector.button('Leave').click();
  await expect(collector.stepper).toBeHidden();
  await expect(collector.generations).toContainText('no collection is running');
  await expect(collector.generations.getByRole('group', { name: 'generation 1, 3 objects' })).toBeVisible();
});

test('back is where one came from', async ({ page }) => {
  const collector = await Collector.open(page);
  await collector.scenario('Two objects in a cycle', 2);
  await collector.button('Collect generation 2').click();
  await collector.stepInto();
  // What cannot be seen is drawn a little later than what can.
  await collector.generations.scrollIntoViewIfNeeded();
  const seen: string[] = [];
  const told = async () => {
    await collector.viewsDrawn();
    return `${await collector.place.inputValue()} ${await collector.generations.innerText()}`;
  };
  for (let phase = 0; phase < 8; phase += 1) {
    // Each phase has a name of its own there.
    const before = seen.at(-1)?.replace(/^\S+ /, '') ?? '';
    await expect.poll(() => collector.generations.innerText()).not.toBe(before);
    seen.push(await told());
    await collector.button('Next phase').click();
  }
  for (const before of seen.reverse()) {
    await collector.button('Previous phase').click();
    await expect.poll(told).toBe(before);
  }
  await expect(collector.button('Previous phase')).toBeDisabled();
});

test('stepping by keyboard: arrows, ends, and Escape back to where one was', async ({ page }) => {
  const collector = await Collector.open(page);
  await collector.scenario('Two objects in a cycle', 2);
  await collector.button('Collect generation 2').click();
  await collector.report.getByRole('button', { name: 'Step through it' }).focus();
  await page.keyboard.press('Enter');
  await expect(collector.button('Next step')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(collector.place).toHaveValue('1');
  await page.keyboard.press('ArrowLeft');
  await expect(collector.place).toHaveValue('0');
  await page.keyboard.press('ArrowDown');
  await expect(collector.stepper).toContainText('The collection of generation 2 begins');
  await page.keyboard.press('End');
  await expect(collector.button('Next step')).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(collector.stepper).toBeHidden();
  await expect(collector.report.getByRole('button', { name: 'Step through it' })).toBeFocused();
});

test('what is done inside an operation starts from its end', async ({ page }) => {
  const collector = await Collector.open(page);
  await collector.scenario('Two objects in a cycle', 2);
  await collector.button('Collect generation 2').click();
  await collector.stepInto();
  await collector.field('Phase').selectOption('delete_garbage');
  await collector.button('Collect generation 1').click();
  await expect(collector.stepper).toBeHidden();
  await expect(collector.report).toContainText('gc.collect(1) returned 0');
  await collector.button('Undo').click();
  await expect(collector.report).toContainText('gc.collect(2) returned 2');
});

test('an allocation can be stepped through as well', async ({ page }) => {
  const explorer = await Explorer.open(page);
  await explorer.allocate(32);
  await explorer.view('What happened').getByRole('button', { name: 'Step through it' }).click();
  await expect(explorer.button('Next phase')).toBeHidden();
  await expect(explorer.view('Pool')).not.toContainText('block 0, allocated');
  await page.keyboard.press('End');
  await explorer.button('Leave').click();
  await expect(explorer.view('Pool').getByRole('option', { name: /block 0, allocated/ })).toBeVisible();
});

test('settings are asked of the collector, and what a version lacks says so', async ({ page }) => {
  const collector = await Collector.open(page);
  await page.getByRole('spinbutton', { name: 'Generation 0' }).fill('5');
  await collector.button('Set').click();
  await expect(page.getByText('gc.get_threshold() = (5, 10, 10)')).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Generation 1' }).fill('-1');
  await collector.button('Set').click();
  await expect(collector.alert).toContainText('Generation 1');
  const enabled = collector.generations.getByText('collects by itself');
  const wasEnabled = await enabled.isVisible();
  await collector.button(wasEnabled ? 'Disable' : 'Enable').click();
  await expect(enabled).toBeVisible({ visible: !wasEnabled });
  await page.getByText('More settings').click();
  await collector.button('Freeze').click();
  await expect(collector.status).toContainText('gc.freeze()');
  await collector.field('Edition').selectOption({ label: 'CPython 2.7, 32-bit' });
  await expect(collector.button('Freeze')).toBeDisabled();
  await expect(page.getByText('CPython 2.7 has no gc.freeze().')).toBeVisible();
});

for (const { width, colorScheme } of LOOKS) {
  test.describe(`at ${width} pixels in ${colorScheme}`, () => {
    test.beforeEach(async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 844 });
      const collector = await Collector.open(page);
      await collector.scenario('A cycle reachable from outside', 2);
      await collector.button('Collect generation 0').click();
      await collector.report.getByText('Object by object').click();
    });

    test('axe finds nothing in what a collection did', async ({ page }) => {
      await expectNoAxeViolations(page);
    });

    test('axe finds nothing inside a collection, which is no wider than the screen', async ({ page }) => {
      const collector = new Collector(page);
      await collector.stepInto();
      await collector.field('Phase').selectOption('move_unreachable');
      await collector.button('Next step').click();
      await expectNoAxeViolations(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
}
