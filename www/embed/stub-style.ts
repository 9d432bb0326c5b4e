// How an element looks before it is loaded: the place that it keeps free. No colours but the page's own; whether what is
// loaded is light or dark.

let sheet: CSSStyleSheet | undefined;

export function stubStyle(): CSSStyleSheet {
  sheet ??= make();
  return sheet;
}

function make(): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(`
    :host {
      display: block;
      margin-block: 16px;
      container-type: inline-size;
    }
    :host([hidden]) {
      display: none;
    }
    .figure {
      position: relative;
      block-size: var(--pm-height);
      overflow: hidden;
    }
    /* Where it is narrow, toolbar and status need more lines. Known before anything is loaded, so nothing shifts. */
    @container (max-width: 559px) {
      .figure.usual {
        block-size: calc(var(--pm-height) + 160px);
      }
    }
    .figure > button {
      position: absolute;
      inset: 0;
      inline-size: max-content;
      block-size: 44px;
      margin: auto;
      padding-inline: 24px;
      font: 600 15px/20px system-ui, sans-serif;
      cursor: pointer;
    }
    .figure > button[hidden],
    .fault:empty {
      display: none;
    }
    /* Here, where no rule of the page reaches: the page may say 'all: unset' of everything that it has. */
    pm-embed {
      color-scheme: light;
      block-size: 100%;
      max-block-size: var(--pm-room, none);
    }
    :host(:state(dark)) pm-embed {
      color-scheme: dark;
    }
    ::slotted([slot='caption']) {
      display: block;
      margin-block-start: 8px;
    }
    /* Paper is light, and neither scrolls nor starts anything. */
    @media print {
      .figure > button {
        display: none;
      }
      pm-embed,
      :host(:state(dark)) pm-embed {
        color-scheme: light;
      }
      .figure,
      .figure.usual,
      pm-embed {
        block-size: auto;
        max-block-size: none;
        overflow: visible;
      }
    }
  `);
  return made;
}
