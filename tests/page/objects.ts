// The part of the page about objects, as its tests handle it: by role and visible name only.

import { expect, type Locator, type Page } from '@playwright/test';
import { Explorer } from './explorer.ts';

export class Objects extends Explorer {
  static override async open(page: Page): Promise<Objects> {
    await page.goto('./');
    const objects = new Objects(page);
    await page.getByRole('tab', { name: 'Objects and collector' }).click();
    await expect(objects.button('Make')).toBeEnabled();
    return objects;
  }

  /** The card of an object, by a part of its name. */
  card(name: string | RegExp): Locator {
    return this.view('Objects').getByRole('option', { name });
  }

  get cards(): Locator {
    return this.view('Objects').getByRole('option');
  }

  get garbage(): Locator {
    return this.card(/, garbage/);
  }

  async make(kind: string, name?: string): Promise<void> {
    await this.field('Kind').selectOption(kind);
    if (name !== undefined) await this.field('Name').fill(name);
    await this.button('Make').click();
  }

  async link(from: string, to: string): Promise<void> {
    await this.field('From').selectOption(from);
    await this.field('To').selectOption(to);
    await this.button('Add reference').click();
  }

  /** Opens a part of the controls that starts closed. */
  async unfold(title: string): Promise<void> {
    const content = this.page.getByRole('group').filter({ has: this.page.getByText(title, { exact: true }) });
    if ((await content.first().getAttribute('open')) === null)
      await this.page.getByText(title, { exact: true }).click();
  }

  async scenario(name: string): Promise<void> {
    await this.unfold('Scenarios');
    await this.button(name).click();
    await this.atStep(name, 1);
  }

  /** Takes the next step of a scenario, whose button says what it does. */
  async next(line: string): Promise<void> {
    await this.button(`Next: ${line}`).click();
  }

  async atStep(name: string, step: number): Promise<void> {
    await expect(this.page.getByRole('heading', { name: `${name}: step ${step} of` })).toBeVisible();
  }
}
