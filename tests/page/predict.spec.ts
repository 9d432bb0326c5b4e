// Predict first, and the explanation beside it: questions answered in the diagrams and by buttons, right and wrong, with
// mouse and keys; the call tree, the outline and the arithmetic while one steps.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Explorer } from './explorer.ts';

class Predictor extends Explorer {
  static override async open(page: Page): Promise<Predictor> {
    await Explorer.open(page);
    return new Predictor(page);
  }

  get question(): Locator {
    return this.page.getByRole('region', { name: 'Predict first' });
  }

  /** A button of the question or of what came of it. */
  answer(name: string): Locator {
    return this.question.getByRole('button', { name, exact: true });
  }

  async predictFirst(): Promise<void> {
    await this.page.getByRole('checkbox', { name: 'Predict first' }).check();
  }

  block(index: number): Locator {
    return this.view('Pool').getByRole('option', { name: `block ${index},` });
  }
}

test('a block is predicted by clicking it: right, then wrong, then not at all', async ({ page }) => {
  const predictor = await Predictor.open(page);
  await predictor.allocate(24);
  await predictor.predictFirst();

  await predictor.button('Allocate').click();
  await expect(predictor.question).toContainText('Which block will be handed out for 24 bytes?');
  await expect(predictor.answer('Answer')).toBeDisabled();
  await predictor.block(1).click();
  await expect(predictor.question).toContainText('Your answer: 0x');
  await predictor.answer('Answer').click();
  await expect(predictor.question).toContainText('Right: 0x');
  await expect(predictor.question).toContainText('1 of 1 right');

  await predictor.button('Allocate').click();
  await predictor.block(7).click();
  await predictor.answer('Answer').click();
  await expect(predictor.question).toContainText('Not so. It is: 0x');
  await expect(predictor.question).toContainText('1 of 2 right');
  await predictor.button('Allocate').click();
  await predictor.answer('Not now').click();
  await expect(predictor.question).toBeHidden();

  await predictor.button('Allocate').click();
  await predictor.answer('Show me').click();
  await expect(predictor.question).toContainText('It is: 0x');
  await predictor.answer('Show the step that decides').click();
  await expect(predictor.view('What happened')).toContainText('pymalloc_alloc · CPython 3.10');
});

test('a question is answered with the keyboard alone', async ({ page }) => {
  const predictor = await Predictor.open(page);
  await predictor.page.getByRole('checkbox', { name: 'Predict first' }).focus();
  await page.keyboard.press('Space');
  await predictor.field('Size (bytes)').fill('600');
  await predictor.button('Allocate').focus();
  await page.keyboard.press('Enter');
  await expect(predictor.question).toContainText('Who will serve a request for 600 bytes?');
  await expect(predictor.answer('pymalloc')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(predictor.question).toContainText('Right: The C library');

  await predictor.button('Allocate').focus();
  await page.keyboard.press('Enter');
  await expect(predictor.answer('pymalloc')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(predictor.question).toBeHidden();
});

test('what is unreachable is predicted by choosing objects', async ({ page }) => {
  const predictor = await Predictor.open(page);
  await page.getByRole('tab', { name: 'Objects and collector' }).click();
  const scenarios = page.getByText('Scenarios', { exact: true });
  const name = 'Two objects in a cycle';
  if (!(await predictor.button(name).isVisible())) await scenarios.click();
  await predictor.button(name).click();
  const lesson = page.getByRole('region', { name, exact: true });
  await lesson.getByRole('button').first().click();
  await expect(predictor.view('Objects')).toContainText('garbage');
  await predictor.predictFirst();
  await predictor.button('Collect generation 2').click();
  await expect(predictor.question).toContainText('Which objects will the scan leave in unreachable?');
  const garbage = predictor.view('Objects').getByRole('option', { name: /garbage/ });
  const many = await garbage.count();
  expect(many).toBeGreaterThan(1);
  for (let index = 0; index < many; index += 1) await garbage.nth(index).press('Enter');
  await predictor.answer('Answer').click();
  await expect(predictor.question).toContainText('Right:');
});

test('the call tree, the outline and the arithmetic follow the steps', async ({ page }) => {
  const predictor = await Predictor.open(page);
  await predictor.allocate(28);
  await predictor.view('What happened').getByRole('button', { name: 'Step through it' }).click();
  const told = predictor.view('What happened');
  const tree = told.getByRole('group', { name: 'Call tree of the operation' });
  await tree.getByRole('button', { name: 'pymalloc_alloc' }).click();
  await expect(told).toContainText('pymalloc_alloc · CPython 3.10');
  await expect(tree.locator('[aria-current=location]').last()).toContainText('pymalloc_alloc');
  const outline = told.getByRole('group', { name: 'Outline of pymalloc_alloc' });
  await expect(outline.locator('[aria-current=true]')).toContainText('entered here');
  await page.keyboard.press('ArrowRight');
  await expect(outline.locator('li[aria-current=true]')).toContainText('The ring leads back to itself');
  await expect(predictor.view('Arithmetic')).toContainText('is class 3: blocks of 32 bytes');
});

for (const { width, colorScheme } of LOOKS) {
  test.describe(`${width} px, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test('a question passes axe', async ({ page }) => {
      const predictor = await Predictor.open(page);
      await predictor.allocate(28);
      await predictor.predictFirst();
      await predictor.button('Allocate').click();
      await expect(predictor.question).toBeVisible();
      await expectNoAxeViolations(page);
    });

    test('an explanation passes axe', async ({ page }) => {
      const predictor = await Predictor.open(page);
      await predictor.allocate(28);
      await predictor.predictFirst();
      await predictor.button('Allocate').click();
      await predictor.answer('Show me').click();
      await predictor.answer('Show the step that decides').click();
      await expect(predictor.view('Arithmetic')).toContainText('Which block');
      await expectNoAxeViolations(page);
    });
  });
}
