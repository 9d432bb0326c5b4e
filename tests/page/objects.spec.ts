// Objects are made, named, linked and drawn; mistakes are told and change nothing.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoAxeViolations, LOOKS } from './axe.ts';
import { Objects } from './objects.ts';

async function centre(card: Locator): Promise<{ x: number; y: number }> {
  await card.scrollIntoViewIfNeeded();
  const box = await card.boundingBox();
  if (box === null) throw new Error('the card is not drawn');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What stays at the bottom of the window may be in front of an object: one scrolls before one reaches for it. */
async function uncover(object: Locator): Promise<void> {
  await object.evaluate((card) => {
    card.scrollIntoView({ block: 'center' });
  });
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await uncover(from);
  const start = await centre(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  const end = await centre(to);
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
  await page.mouse.move(end.x, end.y);
  await page.mouse.up();
}

test('each kind of object can be made, under a name that is proposed', async ({ page }) => {
  const objects = await Objects.open(page);
  const kinds: readonly [string, RegExp][] = [
    ['list', /^a, list/],
    ['dict', /^b, dict/],
    ['set', /^c, set/],
    ['int', /^d, int, 1000/],
    ['float', /^e, float, 1.5/],
    ['str', /^f, str, 'abc'/],
    ['object()', /^g, object/],
    ['instance with a __dict__', /^h, instance/],
    ['instance with __slots__', /^i, instance with __slots__/],
    ['instance with a __dict__ and __del__', /^j, instance/],
    ['instance with __slots__ and __del__', /^k, instance/],
    ['instance with a __dict__ and a legacy finalizer', /^l, instance/],
    ['instance with __slots__ and a legacy finalizer', /^m, instance/],
  ];
  for (const [kind, card] of kinds) {
    await objects.make(kind);
    await expect(objects.card(card)).toHaveCount(1);
  }
  await objects.field('Kind').selectOption('tuple');
  await page.getByRole('group', { name: 'Items' }).getByLabel('d', { exact: true }).check();
  await objects.button('Make').click();
  await expect(objects.card(/^n, tuple/)).toHaveCount(1);
  await objects.field('Kind').selectOption('weakref.ref');
  await objects.field('To which object').selectOption('h');
  await objects.button('Make').click();
  await expect(objects.card(/^o, weakref/)).toHaveCount(1);
});

test('the line of Python is shown before it is carried out', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.make('list');
  await objects.make('dict');
  await expect(page.getByTitle('In Python').filter({ hasText: 'c = {}' })).toBeVisible();
  await objects.field('From').selectOption('b');
  await objects.field('To').selectOption('a');
  await objects.field('Key').fill('key');
  await expect(page.getByTitle('In Python').filter({ hasText: "b['key'] = a" })).toBeVisible();
  await objects.button('Add reference').click();
  await expect(objects.status).toContainText("b['key'] = a");
  await expect(objects.card(/^a, list.*ob_refcnt 2/)).toBeVisible();
});

test('by keyboard alone: make two lists, link them, delete a name', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.button('Make').focus();
  await page.keyboard.press('Enter');
  await expect(objects.card(/^a, list/)).toBeVisible();
  await expect(objects.button('Make')).toBeEnabled();
  await expect(objects.button('Make')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(objects.card(/^b, list/)).toBeVisible();
  await objects.field('From').focus();
  await page.keyboard.press('a');
  await objects.field('To').focus();
  await page.keyboard.press('b');
  await objects.button('Add reference').focus();
  await page.keyboard.press('Enter');
  await expect(objects.status).toContainText('a.append(b)');
  await objects.field('Name to delete').focus();
  await page.keyboard.press('b');
  await objects.button('Delete name').focus();
  await page.keyboard.press('Enter');
  await expect(objects.card(/^was b, list.*ob_refcnt 1/)).toBeVisible();
  await expect(objects.garbage).toHaveCount(0);
});

test('an object chosen by keyboard shows its pool and bytes', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.make('list');
  await objects.make('dict');
  await objects.card(/^b, dict/).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(objects.card(/^a, list/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(objects.card(/^a, list/)).toHaveAttribute('aria-selected', 'true');
  await expect(objects.path).toContainText(/arena 0.*pool 0.*block 0/s);
  await expect(objects.view('Pool')).toContainText('Arena 0, pool 0');
  await expect(objects.view('Objects')).toContainText('The chosen object: a');
});

test('in the drawing by keys: one is chosen, the other is linked to', async ({ page }) => {
  const objects = await Objects.open(page);
  for (const kind of ['list', 'list']) await objects.make(kind);
  await objects.card(/^a, list/).press('Enter');
  await expect(objects.card(/^a, list/)).toHaveAttribute('aria-selected', 'true');
  await objects.card(/^a, list/).press('ArrowRight');
  await expect(objects.card(/^b, list/)).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(objects.status).toContainText('a.append(b)');
  await expect(objects.card(/^b, list.*ob_refcnt 2/)).toBeVisible();
});

test('dragging from one object to another links them, and nothing else moves', async ({ page }) => {
  const objects = await Objects.open(page);
  for (const kind of ['list', 'list', 'dict']) await objects.make(kind);
  const before = await objects.card(/^c, dict/).boundingBox();
  await drag(page, objects.card(/^a, list/), objects.card(/^b, list/));
  await expect(objects.status).toContainText('a.append(b)');
  await expect(objects.card(/^b, list.*ob_refcnt 2/)).toBeVisible();
  expect((await objects.card(/^c, dict/).boundingBox())?.x).toBe(before?.x);
  await objects.button('Undo').click();
  await expect(objects.card(/^b, list.*ob_refcnt 1/)).toBeVisible();
});

test.describe('by finger', () => {
  test.use({ hasTouch: true });

  test('dragging from the handle of an object links it', async ({ page }) => {
    const objects = await Objects.open(page);
    for (const kind of ['list', 'list']) await objects.make(kind);
    const browser = await page.context().newCDPSession(page);
    const swipe = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
      const touch = (type: 'touchStart' | 'touchMove', point: { x: number; y: number }) =>
        browser.send('Input.dispatchTouchEvent', { type, touchPoints: [point] });
      await touch('touchStart', from);
      for (const share of [0.3, 0.6, 1]) {
        await touch('touchMove', { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
      }
      await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    await expect(objects.card(/^b, list/)).toBeVisible();
    await uncover(objects.card(/^a, list/));
    const handle = await objects
      .card(/^a, list/)
      .locator('.handle')
      .boundingBox();
    if (handle === null) throw new Error('there is no handle');
    const end = await centre(objects.card(/^b, list/));
    await swipe({ x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }, end);
    await expect(objects.status).toContainText('a.append(b)');
  });
});

test('a reference is removed, an object gets a second name', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.make('list');
  await objects.make('list');
  await objects.link('a', 'b');
  await objects.field('New name').fill('other');
  await objects.field('Object').selectOption('b');
  await objects.button('Bind name').click();
  await expect(objects.card(/^b, other, list.*ob_refcnt 3/)).toBeVisible();
  await objects.button('Remove reference').click();
  await expect(objects.status).toContainText('del a[0]');
  await expect(objects.card(/^b, other, list.*ob_refcnt 2/)).toBeVisible();
});

test('free lists can be switched off: a dead list gives its block back', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.field('Keep dead objects on free lists').uncheck();
  await objects.make('list');
  await objects.button('Delete name').click();
  await expect(objects.status).toContainText('pymalloc_free');
  await objects.field('Keep dead objects on free lists').check();
  await objects.make('list');
  await objects.button('Delete name').click();
  await expect(objects.status).not.toContainText('pymalloc_free');
});

test('hashes of 64 bits are told in full', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.field('Edition').selectOption('CPython 3.10, 64-bit');
  await objects.make('dict');
  await objects.make('list');
  await objects.link('a', 'b');
  await expect(objects.view('What happened')).toContainText(/hash 0x[0-9a-f]{14,16}\b/);
  await expect(objects.card(/^b, list.*ob_refcnt 2/)).toBeVisible();
});

test('the objects can be read as a table', async ({ page }) => {
  const objects = await Objects.open(page);
  await objects.make('list');
  await objects.make('str');
  await objects.link('a', 'b');
  await objects.field('As a table').check();
  const row = objects.view('Objects').getByRole('row', { name: /^a list/ });
  await expect(row).toContainText('generation 0');
  await row.getByRole('button', { name: 'b', exact: true }).click();
  await expect(objects.view('Objects')).toContainText('The chosen object: b');
});

test.describe('mistakes are told, and change nothing', () => {
  test('a key without a hash', async ({ page }) => {
    const objects = await Objects.open(page);
    await objects.make('list');
    await objects.make('set');
    await objects.link('b', 'a');
    await expect(objects.alert).toContainText('unhashable');
    await expect(objects.card(/^a, list.*ob_refcnt 1/)).toBeVisible();
  });

  test('an item for a tuple', async ({ page }) => {
    const objects = await Objects.open(page);
    await objects.make('list');
    await objects.make('tuple');
    await objects.link('b', 'a');
    await expect(objects.alert).toContainText('tuple_is_fixed');
    await expect(objects.card(/^a, list.*ob_refcnt 1/)).toBeVisible();
  });

  test('a value that is none', async ({ page }) => {
    const objects = await Objects.open(page);
    await objects.field('Kind').selectOption('int');
    await objects.field('Value').fill('twelve');
    await objects.button('Make').click();
    await expect(objects.alert).toContainText('bad_value');
    await expect(objects.cards).toHaveCount(0);
  });

  test('a name that is none', async ({ page }) => {
    const objects = await Objects.open(page);
    await objects.field('Name').fill('1a');
    await objects.button('Make').click();
    await expect(objects.alert).toContainText('A name is needed');
    await expect(objects.field('Name')).toBeFocused();
    await expect(objects.cards).toHaveCount(0);
  });

  test('an object that takes no references', async ({ page }) => {
    const objects = await Objects.open(page);
    await objects.make('object()');
    await objects.make('list');
    await objects.link('a', 'b');
    await expect(objects.alert).toContainText('takes_none');
  });

  test('a step of a scenario whose object is dead by then', async ({ page }) => {
    const objects = await Objects.open(page);
    await objects.scenario('A chain dies by count');
    await objects.button('Delete name').click();
    await objects.next('del a');
    await expect(objects.alert).toContainText(/dead_object|unknown_name|no_such_reference/);
    await objects.button('Dismiss').click();
    await expect(objects.alert).toBeEmpty();
  });
});

for (const { width, colorScheme } of LOOKS) {
  test.describe(`at ${width} pixels in ${colorScheme}`, () => {
    test.beforeEach(async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await Objects.open(page);
    });

    test('axe finds nothing at the start', async ({ page }) => {
      await expectNoAxeViolations(page);
    });

    for (const look of ['objects', 'a table of objects']) {
      test(`axe finds nothing in ${look}, and nothing sticks out`, async ({ page }) => {
        const objects = new Objects(page);
        await objects.scenario('Callbacks of weak references');
        await objects.next('del inner; del x');
        await expect(objects.garbage.first()).toBeVisible();
        if (look === 'a table of objects') await objects.field('As a table').check();
        await expectNoAxeViolations(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      });
    }
  });
}
