// The colours of code as classes in a style sheet: a strict policy refuses them as attributes. Knows no language and no theme.

import { writeFileSync } from 'node:fs';
import { type MarkdownOptions } from 'vitepress';

type Transformer = NonNullable<MarkdownOptions['codeTransformers']>[number];

export class CodeColours {
  /** Style → class. */
  readonly #classes = new Map<string, string>();

  readonly transformer: Transformer = {
    name: 'code-colours',
    span: (node) => {
      const { style } = node.properties;
      if (typeof style !== 'string') return;
      delete node.properties['style'];
      node.properties['class'] = this.#classFor(style);
    },
  };

  #classFor(style: string): string {
    const name = this.#classes.get(style) ?? `code-${this.#classes.size}`;
    this.#classes.set(style, name);
    return name;
  }

  write(path: string): void {
    const rules = [...this.#classes].map(([style, name]) => `.${name}{${style}}`);
    writeFileSync(path, `${rules.join('\n')}\n`);
  }
}
