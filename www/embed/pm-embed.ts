// What an element shows once it runs: toolbar, program, views, status. Redraws when the session changes; what the buttons
// do is the session's.

import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { baseStyle, controlsStyle } from '../elements/controls-style.ts';
import { need } from '../elements/later.ts';
import { PmElement } from '../elements/pm-element.ts';
import { SessionController } from '../elements/session-controller.ts';
import { type Sight } from '../session/sight.ts';
import { embedStyle } from './embed-style.ts';
import { programList } from './program-list.ts';
import { type EmbedProblem } from './problem.ts';
import { aboutObjects, type BadValue, type Control, offers, type Settings } from './settings.ts';
import { type Ran } from './source.ts';
import { toolbar } from './toolbar.ts';

/**
 * The inside of an embedded explorer.
 *
 * @tagname pm-embed
 * @slot toolbar-end - Further controls.
 * @slot fallback - What is shown beside a problem.
 */
export class PmEmbed extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    settings: { attribute: false },
    bad: { attribute: false },
    problem: { attribute: false },
    ran: { attribute: false },
    opening: { attribute: false },
    explorer: { attribute: false },
  };
  static override readonly styles = [baseStyle, controlsStyle, embedStyle];

  declare session: Sight | undefined;
  declare settings: Settings | undefined;
  declare bad: readonly BadValue[];
  declare problem: EmbedProblem | undefined;
  declare ran: Ran | undefined;
  /** What the heap begins with is still being done. */
  declare opening: boolean;
  /** The link that opens the present state in the explorer; none where nobody knows where that is. */
  declare explorer: string | undefined;

  constructor() {
    super();
    this.bad = [];
    this.opening = false;
    new SessionController(this);
  }

  /** For whoever has started it by the keyboard. */
  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('button:not(:disabled), input, a')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { settings, session, messages } = this;
    if (settings === undefined) return nothing;
    const { embed, views } = messages;
    const titles = settings.views.map((view) => views[view].title);
    const names = new Intl.ListFormat(messages.lang).format(titles);
    return html`<div class="embed" role="group" aria-label=${settings.label ?? embed.label({ views: names })}>
      ${session === undefined ? nothing : this.#bar(session, settings)} ${this.#notices()}
      ${session === undefined ? nothing : this.#content(session, settings)}
      ${
        session === undefined
          ? nothing
          : html`<div class="status ${asks(session) ? 'asks' : ''}" part="status" tabindex="0">
              <pm-messages embedded .session=${session}></pm-messages>
            </div>`
      }
    </div>`;
  }

  #bar(session: Sight, settings: Settings): TemplateResult {
    return html`<div class="bar ${settings.controls.size === 0 ? 'without' : ''}" part="toolbar" role="group" aria-label=${this.messages.embed.toolbar}>
      ${toolbar({
        session,
        settings,
        messages: this.messages,
        opening: this.opening,
        explorer: this.explorer,
        redraw: () => {
          this.requestUpdate();
        },
      })}
      <slot name="toolbar-end"></slot>
    </div>`;
  }

  #notices(): TemplateResult {
    const { problem, bad, messages } = this;
    const { embed } = messages;
    return html`<div role="alert" class="notices">
        ${problem === undefined ? nothing : html`<p class="problem"><code>${problem.code}</code> ${problem.tell(messages)}</p>`}
      </div>
      ${problem === undefined || this.ran?.own === true ? nothing : html`<div class="fallback"><slot name="fallback"></slot></div>`}
      ${bad.map((one) => html`<p class="notice" role="note" aria-label=${embed.notice}>${embed.badValue(one)}</p>`)}`;
  }

  #content(session: Sight, settings: Settings): TemplateResult {
    const { ran, messages } = this;
    const has = (control: Control): boolean => offers(settings, control);
    const listed = ran !== undefined && ran.own && has('program');
    // A view that changes its place begins anew: what moves it is longer than an element's script may be.
    const { views } = settings;
    return html`<div class="content ${listed ? 'with-program' : ''}">
      ${listed ? programList({ session, ran, messages }) : nothing}
      <div class="views ${views.length > 1 ? 'several' : ''}">
        ${views.map((view) =>
          keyed(
            view,
            html`<pm-view
              embedded
              part="view"
              exportparts="diagram"
              view=${view}
              .session=${session}
              .picture=${has('picture')}
              .still=${!has('objects')}
            ></pm-view>`,
          ),
        )}
        ${has('legend') ? this.#legend(settings) : nothing}
      </div>
    </div>`;
  }

  #legend({ views }: Settings): TemplateResult {
    const { embed } = this.messages;
    const objects = views.some((view) => aboutObjects.has(view));
    return html`<details class="legend-fold" @toggle=${needLegend}>
      <summary>${embed.legend}</summary>
      <pm-legend ?objects=${objects}></pm-legend>
    </details>`;
  }
}

/** What takes as much of the place as it needs: it has buttons. */
function asks({ progress, failure, crash }: Sight): boolean {
  return [progress, failure, crash].some((one) => one !== undefined);
}

/** Nobody sees it before. */
function needLegend(): void {
  need('legend');
}
