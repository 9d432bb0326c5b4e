// What differs between the sites that documentation tools make: where the pages are, and how a reader switches to dark.
// For tests only.

import { type Page } from '@playwright/test';

export interface Site {
  /** Addresses of the pages that have an element of each kind and a frame. */
  readonly pages: readonly string[];
  /** Is there exactly while the site is dark, by the tool's own account. */
  readonly dark: string;
  /** What a reader clicks, once; where the page is narrow it may be in a menu, which is closed again. */
  readonly switchTheme: (page: Page, narrow: boolean) => Promise<void>;
}

const click = (page: Page, selector: string) => page.locator(selector).filter({ visible: true }).first().click();

export const sites: Readonly<Record<string, Site>> = {
  sphinx: {
    pages: ['index.html', 'raw.html'],
    dark: 'body[data-theme="dark"]',
    switchTheme: (page) => click(page, 'button.theme-toggle'),
  },
  mkdocs: {
    pages: ['index.html'],
    dark: 'body[data-md-color-scheme="slate"]',
    switchTheme: (page) => click(page, 'form[data-md-component="palette"] label'),
  },
  mdbook: {
    pages: ['pool.html'],
    dark: 'html.navy',
    async switchTheme(page) {
      await click(page, '#mdbook-theme-toggle');
      await click(page, '#mdbook-theme-navy');
      await page.keyboard.press('Escape');
    },
  },
  docusaurus: {
    // Its pages are made for the addresses that its links have: at index.html, React draws this one anew.
    pages: ['./'],
    dark: 'html[data-theme="dark"]',
    async switchTheme(page, narrow) {
      if (narrow) await click(page, '.navbar__toggle');
      await click(page, 'button[aria-label^="Switch between dark and light mode"]');
      if (narrow) await click(page, '.navbar-sidebar__close');
    },
  },
  vitepress: {
    pages: ['index.html'],
    dark: 'html.dark',
    async switchTheme(page, narrow) {
      if (narrow) await click(page, '.VPNavBarHamburger');
      await click(page, '.VPSwitchAppearance');
      if (narrow) await click(page, '.VPNavBarHamburger');
    },
  },
};
