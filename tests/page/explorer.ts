// The page as its tests handle it: by role and visible name only.

import { expect, type Locator, type Page } from '@playwright/test';

export class Explorer {
  constructor(readonly page: Page) {}

  static async open(page: Page): Promise<Explorer> {
    await page.goto('./');
    const explorer = new Explorer(page);
    await expect(explorer.button('Allocate')).toBeEnabled();
    return explorer;
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  get status(): Locator {
    return this.page.getByRole('status');
  }

  get alert(): Locator {
    return this.page.getByRole('alert');
  }

  get path(): Locator {
    return this.page.getByRole('navigation', { name: 'Where you are' });
  }

  /** The panel of a view, by its title. */
  view(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }

  /** Until the views in sight have drawn what there is to show: they take turns, and one that is asked early tells of before. */
  async viewsDrawn(): Promise<void> {
    await this.page.evaluate(async () => {
      const views = document.querySelector('pm-explorer')?.shadowRoot?.querySelectorAll('pm-view') ?? [];
      await Promise.all(
        [...views].map((view) => (view as Element & { updateComplete: Promise<unknown> }).updateComplete),
      );
    });
  }

  async allocate(size: number, count = 1): Promise<void> {
    await this.field('Size (bytes)').fill(String(size));
    await this.field('Count').fill(String(count));
    await this.button('Allocate').click();
  }

  async free(what: string): Promise<void> {
    await this.field('What to free').selectOption(what);
    await this.button('Free').click();
  }
}
