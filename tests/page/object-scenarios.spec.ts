// One journey for each scenario of objects and the collector, step by step, and back.

import { expect, test } from '@playwright/test';
import { Objects } from './objects.ts';

test('a chain dies by count', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('A chain dies by count');
  await expect(objects.cards).toHaveCount(5);
  await objects.next('del a');
  await expect(objects.cards).toHaveCount(0);
  await expect(objects.view('What happened')).toContainText('list_dealloc');
  await objects.button('Undo').click();
  await expect(objects.cards).toHaveCount(5);
  await objects.atStep('A chain dies by count', 1);
});

test('a self-cycle is garbage until it is collected', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('A self-cycle');
  await expect(objects.card(/^a, list.*ob_refcnt 2/)).toBeVisible();
  await objects.next('del a');
  await expect(objects.card(/^was a, list.*ob_refcnt 1.*garbage/)).toBeVisible();
  await objects.next('gc.collect(2)');
  await expect(objects.cards).toHaveCount(0);
  await expect(objects.status).toContainText('1 collected');
});

test('two objects in a cycle', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('Two objects in a cycle');
  await objects.next('del a; del b');
  await expect(objects.garbage).toHaveCount(2);
  await objects.next('gc.collect(2)');
  await expect(objects.cards).toHaveCount(0);
  await objects.button('Undo').click();
  await expect(objects.garbage).toHaveCount(2);
});

test('a cycle reachable from outside survives until it is not', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('A cycle reachable from outside');
  await objects.next('del a; del b');
  await expect(objects.garbage).toHaveCount(0);
  await objects.next('gc.collect(2)');
  await expect(objects.card(/^was a, list.*generation 2/)).toBeVisible();
  await objects.next('del kept');
  await expect(objects.garbage).toHaveCount(2);
  await objects.next('gc.collect(2)');
  await expect(objects.cards).toHaveCount(0);
});

test('a tuple in a cycle', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('A tuple in a cycle');
  await expect(objects.card(/^t, tuple.*ob_refcnt 2/)).toBeVisible();
  await objects.next('del l; del t');
  await objects.next('gc.collect(2)');
  await expect(objects.cards).toHaveCount(0);
  await expect(objects.view('What happened')).toContainText('delete_garbage');
});

test('a finalizer brings its object back, once in 3.10 and each time in 2.7', async ({ page }) => {
  const objects = await Objects.open(page);
  const name = 'A finalizer brings its object back';
  await objects.scenario(name);
  await objects.next('del x');
  await expect(objects.card(/^x, instance/)).toBeVisible();
  await objects.atStep(name, 2);
  await objects.next('del x');
  await expect(objects.cards).toHaveCount(0);

  await objects.field('Edition').selectOption('CPython 2.7, 32-bit');
  await objects.scenario(name);
  await objects.next('del x');
  await objects.atStep(name, 2);
  await objects.next('del x');
  await objects.atStep(name, 3);
  await expect(objects.card(/^x, instance/)).toBeVisible();
});

test('a finalizer brings a cycle back', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('A finalizer brings a cycle back');
  await objects.next('del x; del y');
  await expect(objects.garbage).toHaveCount(4);
  await objects.next('gc.collect(2)');
  await expect(objects.garbage).toHaveCount(0);
  await expect(objects.card(/^x, instance.*generation 2/)).toBeVisible();
});

test('callbacks of weak references', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('Callbacks of weak references');
  await expect(objects.card(/^told, list/)).toBeVisible();
  await objects.next('del inner; del x');
  await objects.next('gc.collect(2)');
  await expect(objects.card(/told/)).toHaveCount(0);
  await expect(objects.card(/^w, weakref/)).toBeVisible();
  await expect(objects.view('What happened')).toContainText('its callback will never be called');
});

test('uncollectable in 2.7, collected in 3.10', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('Uncollectable garbage');
  await objects.next('del x; del y');
  await objects.next('gc.collect(2)');
  await expect(objects.cards).toHaveCount(0);

  await objects.field('Edition').selectOption('CPython 2.7, 32-bit');
  await objects.scenario('Uncollectable garbage');
  await objects.next('del x; del y');
  await objects.next('gc.collect(2)');
  await expect(objects.card(/^was x, instance.*gc\.garbage/)).toBeVisible();
  await expect(objects.card(/^was y, instance.*gc\.garbage/)).toBeVisible();
});

test('a threshold triggers a collection by itself', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('A threshold triggers a collection');
  await objects.next('a cycle without names');
  await expect(objects.garbage).toHaveCount(2);
  await objects.next('lists, until a collection runs');
  await expect(objects.garbage).toHaveCount(0);
  await expect(objects.status).toContainText('Collected generation 0: 2 collected');
});

test('promotion to the oldest generation', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.scenario('Promotion to the oldest generation');
  for (const generation of [0, 1]) {
    await expect(objects.card(new RegExp(`^a, list.*generation ${generation}`))).toBeVisible();
    await objects.next(`gc.collect(${generation})`);
  }
  await expect(objects.card(/^a, list.*generation 2/)).toBeVisible();
  await objects.next('gc.collect(2)');
  await expect(objects.card(/^b, list.*generation 2/)).toBeVisible();
});

test('a full collection of a million objects is put off', async ({ page }) => {
  test.setTimeout(180_000);
  const objects = await Objects.open(page);
  const name = 'A million objects put a full collection off';
  await objects.unfold('Scenarios');
  await objects.button(name).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByText(`${name}: step 1 of 3`)).toBeVisible({ timeout: 60_000 });
  await expect(objects.view('Objects')).toContainText('1,000,101 objects');
  await expect(objects.view('Objects')).toContainText('× list');
  await objects.next('gc.collect(2)');
  await expect(page.getByText(`${name}: step 2 of 3`)).toBeVisible({ timeout: 60_000 });
  await expect(objects.status).toContainText('0 collected');
  await objects.next('more lists');
  await expect(page.getByText(`${name}: step 3 of 3`)).toBeVisible({ timeout: 60_000 });
  await expect(objects.view('Generations')).toContainText(/long_lived_total\s*1,000,101/);
  // What is told of many long operations is no more than can be drawn at once.
  const told = objects.view('What happened').getByRole('listitem');
  expect(await told.count()).toBeLessThan(3_000);
  await objects.button('Undo').click();
  await expect(objects.status).toContainText('Undone: more lists');
});

test('a scenario finds names beside those that there are, and can be closed', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.make('list');
  await objects.scenario('A self-cycle');
  await expect(objects.card(/^a2, list/)).toBeVisible();
  await objects.button('Close').click();
  await expect(objects.button('Next: del a2')).toHaveCount(0);
});

test('an empty heap proposes a scenario', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.button('Begin: Two objects in a cycle').click();
  await objects.atStep('Two objects in a cycle', 1);
  await expect(objects.button('Begin: Two objects in a cycle')).toHaveCount(0);
});

test('whoever begins a scenario on a narrow screen sees its objects, and the way on', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const objects = await Objects.open(page);
  await objects.scenario('Two objects in a cycle');
  await expect(objects.card(/^a, list/)).toBeInViewport();
  await expect(objects.button('Next: del a; del b')).toBeInViewport({ ratio: 1 });
});
