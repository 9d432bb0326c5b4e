// The program of an element with the present line marked; a line that was carried out leads to its end.

import { html, type TemplateResult } from 'lit';
import { type Messages } from '../locales/messages.ts';
import { type Sight } from '../session/sight.ts';
import { type Ran } from './source.ts';
import { lineAt } from './step.ts';

export interface Listed {
  readonly session: Sight;
  readonly ran: Ran;
  readonly messages: Messages;
}

export function programList({ session, ran, messages }: Listed): TemplateResult {
  const { embed } = messages;
  const present = lineAt(session.position, ran);
  const { failedLine: wrong } = ran;
  return html`<ol class="program" aria-label=${embed.program} translate="no">
    ${ran.text.split('\n').map((code, index) => {
      const number = index + 1;
      const end = ran.lines.find(({ line, from, to }) => line === number && from <= to)?.to;
      const text = code === '' ? ' ' : code;
      return html`<li
        class=${number === wrong ? 'wrong' : ''}
        aria-current=${number === present ? 'step' : 'false'}
      >
        ${
          end === undefined
            ? html`<code>${text}</code>`
            : html`<button
                aria-label=${embed.line({ n: number, code: code.trim() })}
                @click=${() => {
                  session.wake((awake) => {
                    awake.seek(end);
                  });
                }}
              >
                <code>${text}</code>
              </button>`
        }
      </li>`;
    })}
  </ol>`;
}
