// The panel of objects: make one, name it, add and remove references. Each form shows the line of Python that it stands
// for. Calls the session; draws nothing of the heap.

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ObjectGraph, selectedObject } from '../diagrams/object-graph.ts';
import { fieldText } from '../format.ts';
import { type NewKind } from '../generated/NewKind.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';
import { type Request } from '../generated/Request.ts';
import {
  bindRequest,
  doings,
  isHashable,
  isName,
  lineOf,
  linkRequest,
  type Making,
  newRequest,
  removableReferences,
  unlinkRequest,
  type Way,
  wayNeeds,
  waysInto,
} from '../object-requests.ts';
import { freeName } from '../objects-of.ts';
import { nothing as nowhere } from '../navigation.ts';
import { type Session } from '../store.ts';
import { define } from '../define.ts';
import { baseStyle, controlsStyle } from './controls-style.ts';
import { PmElement } from './pm-element.ts';
import { SessionController } from './session-controller.ts';

/** The kinds that can be made, as the list of them groups them. */
const kindGroups = {
  containers: ['list', 'tuple', 'dict', 'set'],
  values: ['int', 'float', 'str', 'leaf'],
  instances: ['instance', 'node', 'instance_fin', 'fin', 'instance_legacy', 'legacy'],
} as const satisfies Record<string, readonly NewKind[]>;

const groupNames = ['containers', 'values', 'instances'] as const;

const MOST_SLOTS = 32;
const MOST_INDEX = 2 ** 31;

/** What was typed and chosen; what was not is undefined, and something that fits stands in its place. */
interface Form extends Omit<Making, 'name'> {
  readonly name: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly way: Way | undefined;
  readonly index: number;
  readonly key: string;
  readonly keyObject: number | undefined;
  readonly attribute: string;
  readonly removed: string | undefined;
  readonly bound: string | undefined;
  readonly bindTo: number | undefined;
  readonly deleted: string | undefined;
}

const empty: Form = {
  kind: 'list',
  name: undefined,
  values: { int: '1000', float: '1.5', str: 'abc' },
  items: [],
  slots: 2,
  doing: 'nothing',
  doingTo: undefined,
  target: undefined,
  callback: false,
  from: undefined,
  to: undefined,
  way: undefined,
  index: 0,
  key: 'k',
  keyObject: undefined,
  attribute: 'next',
  removed: undefined,
  bound: undefined,
  bindTo: undefined,
  deleted: undefined,
};

/**
 * Makes objects, gives and deletes names, adds and removes references.
 *
 * @tagname pm-objects
 */
export class PmObjects extends PmElement {
  static override readonly properties = {
    session: { attribute: false },
    form: { state: true },
    // As an attribute that is watched: what was hidden is drawn when it no longer is.
    hidden: { type: Boolean, reflect: true },
  };
  static override readonly styles = [
    baseStyle,
    controlsStyle,
    css`
      .forms {
        display: grid;
        gap: 24px;
      }
      .row > button {
        flex: none;
      }
      .line {
        flex: 1;
        min-width: 0;
        padding: 8px;
        border-radius: 4px;
        background: var(--pm-raised);
        font: 12px/20px var(--pm-mono);
        overflow-wrap: anywhere;
      }
      input[type='text'] {
        font-family: var(--pm-mono);
      }
      fieldset {
        display: grid;
        gap: 4px;
      }
      legend {
        font-size: 13px;
        line-height: 18px;
        font-weight: 400;
        color: var(--pm-text-muted);
      }
      .items {
        display: grid;
        max-height: 150px;
        margin-top: 4px;
        padding: 4px 8px;
        overflow-y: auto;
        border: 1px solid var(--pm-control-border);
        border-radius: 6px;
      }
      .items label {
        min-height: 28px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare session: Session | undefined;
  declare form: Form;
  declare hidden: boolean;

  #view: ObjectsView | undefined;
  /** Where there is little room, only the first part starts open. */
  readonly #roomy = window.matchMedia('(min-width: 800px)').matches;

  constructor() {
    super();
    this.hidden = false;
    this.form = empty;
    new SessionController(this);
  }

  // What cannot be seen need not be decoded; it is up to date when it is shown.
  protected override shouldUpdate(changed: PropertyValues): boolean {
    return super.shouldUpdate(changed) && !this.hidden;
  }

  override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === undefined) return nothing;
    const still = session.busy || session.broken;
    // While work goes on, what was there before it is good enough for fields that are disabled.
    if (!still || this.#view === undefined) this.#view = session.objects;
    if (this.#view === undefined) return nothing;
    const words = this.messages.objectsPanel;
    const graph = new ObjectGraph(this.#view, this.messages);
    return html`
      ${section(words.make, true, this.#makeForm(graph, still))}
      ${section(words.references, this.#roomy, html`${this.#linkForm(graph, still)} ${this.#unlinkForm(graph, still)}`)}
      ${section(words.names, this.#roomy, html`${this.#bindForm(graph, still)} ${this.#deleteForm(graph, still)}`)}
      <div class="part">
        <label class="check"
          ><input
            type="checkbox"
            ?disabled=${still}
            .checked=${live(graph.view.freeLists)}
            @change=${(event: Event) => {
              const on = event.target instanceof HTMLInputElement && event.target.checked;
              this.#ask({ op: 'free_lists', on });
            }}
          />${words.freeLists}</label
        >
        <p class="note">${words.freeListsNote}</p>
      </div>
    `;
  }

  // The forms

  #makeForm(graph: ObjectGraph, still: boolean): TemplateResult {
    const words = this.messages.objectsPanel;
    const { form } = this;
    const request = this.#newRequest(graph);
    return html`<form class="stack" @submit=${this.#on(() => this.#make(graph))} novalidate>
      <div class="field">
        <label for="kind">${words.kind}</label>
        <select id="kind" .value=${live<string>(form.kind)} @change=${this.#onText((kind) => this.#chooseKind(kind))}>
          ${groupNames.map(
            (group) =>
              html`<optgroup label=${words.kindGroups[group]}>
                ${kindGroups[group].map((kind) => html`<option value=${kind}>${words.newKinds[kind]}</option>`)}
              </optgroup>`,
          )}
          <optgroup label=${words.kindGroups.weakref}>
            <option value="weakref">${words.weakref}</option>
          </optgroup>
        </select>
      </div>
      ${this.#text('name', words.name, this.#name(graph))} ${this.#kindFields(graph)}
      ${this.#submit(request === undefined ? '' : lineOf(request, graph, this.messages), words.makeIt, still, true)}
    </form>`;
  }

  #kindFields(graph: ObjectGraph): unknown {
    const words = this.messages.objectsPanel;
    const { form } = this;
    switch (form.kind) {
      case 'int':
      case 'float':
      case 'str': {
        const { kind } = form;
        return this.#input('value', words.value, form.values[kind], (value) => {
          this.#set({ values: { ...form.values, [kind]: value } });
        });
      }
      case 'tuple':
      case 'list':
      case 'set':
        return this.#itemFields(graph);
      case 'weakref':
        return html`${this.#objects('target', words.target, graph, this.#target(graph), (target) => {
          this.#set({ target });
        })}
          <label class="check"
            ><input
              type="checkbox"
              .checked=${live(form.callback)}
              @change=${(event: Event) => {
                this.#set({ callback: event.target instanceof HTMLInputElement && event.target.checked });
              }}
            />${words.callback}</label
          >${form.callback ? this.#doingFields(words.callbackDoes, graph) : nothing}`;
      case 'node':
      case 'fin':
      case 'legacy':
        return html`${this.#number('slots', words.slots, 0, MOST_SLOTS)}
        ${form.kind === 'node' ? nothing : this.#doingFields(words.finalizer, graph)}`;
      case 'instance_fin':
      case 'instance_legacy':
        return this.#doingFields(words.finalizer, graph);
      default:
        return nothing;
    }
  }

  #itemFields(graph: ObjectGraph): TemplateResult {
    const words = this.messages.objectsPanel;
    const { items } = this.form;
    const all = [...graph.objects.values()];
    return html`<fieldset>
      <legend>${words.items}</legend>
      ${
        all.length === 0
          ? html`<p class="note">${words.noItems}</p>`
          : html`<div class="items">
              ${all.map(
                ({ at }) =>
                  html`<label class="check"
                    ><input
                      type="checkbox"
                      .checked=${live(items.includes(at))}
                      @change=${() => {
                        this.#set({ items: items.includes(at) ? items.filter((item) => item !== at) : [...items, at] });
                      }}
                    />${graph.called(at)}</label
                  >`,
              )}
            </div>`
      }
    </fieldset>`;
  }

  #doingFields(label: string, graph: ObjectGraph): TemplateResult {
    const words = this.messages.objectsPanel;
    const { form } = this;
    const names = namesIn(graph);
    return html`<div class="field">
        <label for="doing">${label}</label>
        <select id="doing" .value=${live<string>(form.doing)} @change=${this.#onText((value) => {
          this.#set({ doing: doings.find((doing) => doing === value) ?? 'nothing' });
        })}>
          ${doings
            .filter((doing) => doing !== 'revive' || form.kind !== 'weakref')
            .map((doing) => html`<option value=${doing}>${words.does[doing]}</option>`)}
        </select>
      </div>
      ${
        form.doing === 'dropName'
          ? this.#select('doing-to', words.whichName, names, form.doingTo ?? names[0] ?? '', (doingTo) => {
              this.#set({ doingTo });
            })
          : nothing
      }`;
  }

  #linkForm(graph: ObjectGraph, still: boolean): TemplateResult {
    const words = this.messages.objectsPanel;
    const [from, to] = [this.#from(graph), this.#to(graph)];
    const request = this.#linkRequest(graph);
    const ways = from === undefined ? [] : waysInto(from.kind);
    return html`<form class="stack" @submit=${this.#on(() => this.#link(graph))} novalidate>
      ${
        from === undefined || to === undefined
          ? html`<p class="note">${words.noObjects}</p>`
          : html`
              ${this.#objects('from', words.from, graph, from, (at) => {
                this.#set({ from: at, way: undefined });
              })}
              ${this.#objects('to', words.to, graph, to, (at) => {
                this.#set({ to: at });
              })}
              <div class="field">
                <label for="way">${words.how}</label>
                <select id="way" .value=${live<string>(this.#way(from))} @change=${this.#onText((value) => {
                  this.#set({ way: ways.find(({ way }) => way === value)?.way });
                })}>
                  ${ways.map(({ way, word }) => html`<option value=${way}>${words.ways[word]}</option>`)}
                </select>
              </div>
              ${this.#keyField(graph, this.#way(from))}
              ${this.#submit(request === undefined ? '' : lineOf(request, graph, this.messages), words.addReference, still)}
            `
      }
    </form>`;
  }

  #keyField(graph: ObjectGraph, way: Way): unknown {
    const words = this.messages.objectsPanel;
    switch (wayNeeds(way)) {
      case 'index':
        return this.#number('index', words.index, -MOST_INDEX, MOST_INDEX);
      case 'key':
        return this.#text('key', words.key, this.form.key);
      case 'attribute':
        return this.#text('attribute', words.attribute, this.form.attribute);
      case 'keyObject':
        return this.#objects('key-object', words.keyObject, graph, this.#keyObject(graph), (keyObject) => {
          this.#set({ keyObject });
        });
      case undefined:
        return nothing;
    }
  }

  #unlinkForm(graph: ObjectGraph, still: boolean): TemplateResult | typeof nothing {
    const words = this.messages.objectsPanel;
    const removable = removableReferences(graph);
    const chosen = removable.find(({ key }) => key === this.form.removed) ?? removable[0];
    if (chosen === undefined) return nothing;
    const request = unlinkRequest(graph, chosen.reference);
    return html`<form class="stack" @submit=${this.#on(() => request)} novalidate>
      <div class="field">
        <label for="removed">${words.whichReference}</label>
        <select id="removed" .value=${live(chosen.key)} @change=${this.#onText((removed) => {
          this.#set({ removed });
        })}>
          ${removable.map(
            ({ key, reference: { from, label, to } }) =>
              html`<option value=${key}>${words.reference({ from: graph.called(from), label, to: graph.called(to) })}</option>`,
          )}
        </select>
      </div>
      ${this.#submit(lineOf(request, graph, this.messages), words.removeReference, still)}
    </form>`;
  }

  #bindForm(graph: ObjectGraph, still: boolean): TemplateResult {
    const words = this.messages.objectsPanel;
    const object = this.#object(this.form.bindTo, graph) ?? this.#chosen(graph);
    const name = this.#bound(graph);
    const request = object === undefined ? undefined : bindRequest(graph, name, object.at);
    return html`<form class="stack" @submit=${this.#on(() => this.#named(name, 'bound', request))} novalidate>
      ${
        object === undefined
          ? html`<p class="note">${words.noObjects}</p>`
          : html`${this.#text('bound', words.bindName, name)}
              ${this.#objects('bind-to', words.bindTo, graph, object, (bindTo) => {
                this.#set({ bindTo });
              })}
              ${this.#submit(request === undefined ? '' : lineOf(request, graph, this.messages), words.bind, still)}`
      }
    </form>`;
  }

  #deleteForm(graph: ObjectGraph, still: boolean): TemplateResult | typeof nothing {
    const words = this.messages.objectsPanel;
    const names = namesIn(graph);
    const id = names.find((name) => name === this.form.deleted) ?? names[0];
    if (id === undefined) return nothing;
    const request: Request = { op: 'root_del', id };
    return html`<form class="stack" @submit=${this.#on(() => request)} novalidate>
      ${this.#select('deleted', words.deleteName, names, id, (deleted) => {
        this.#set({ deleted });
      })}
      ${this.#submit(lineOf(request, graph, this.messages), words.del, still)}
    </form>`;
  }

  // What is chosen, or stands in its place

  #object(at: number | undefined, graph: ObjectGraph): ObjectSummary | undefined {
    return at === undefined ? undefined : graph.objects.get(at);
  }

  /** The object that is chosen in the drawing, else the one made last that has a name. */
  #chosen(graph: ObjectGraph): ObjectSummary | undefined {
    const selected = selectedObject(graph.view.objects, this.session?.selection ?? nowhere);
    const last = graph.view.names.findLast(({ roots }) => roots > 0);
    return selected ?? this.#object(last?.object, graph) ?? graph.view.objects[0];
  }

  #from(graph: ObjectGraph): ObjectSummary | undefined {
    return this.#object(this.form.from, graph) ?? this.#chosen(graph);
  }

  #to(graph: ObjectGraph): ObjectSummary | undefined {
    const other = graph.view.names.find(({ object }) => object !== this.#from(graph)?.at);
    return this.#object(this.form.to, graph) ?? this.#object(other?.object, graph) ?? graph.view.objects[0];
  }

  #target(graph: ObjectGraph): ObjectSummary | undefined {
    return this.#object(this.form.target, graph) ?? this.#chosen(graph);
  }

  #keyObject(graph: ObjectGraph): ObjectSummary | undefined {
    return this.#object(this.form.keyObject, graph) ?? graph.view.objects.find(({ kind }) => isHashable(kind));
  }

  #way({ kind }: ObjectSummary): Way {
    const ways = waysInto(kind);
    return ways.find(({ way }) => way === this.form.way)?.way ?? ways[0].way;
  }

  #name(graph: ObjectGraph): string {
    return this.form.name ?? freeName(graph.view);
  }

  #bound(graph: ObjectGraph): string {
    return this.form.bound ?? freeName(graph.view);
  }

  // Requests

  #newRequest(graph: ObjectGraph): Request | undefined {
    const { form } = this;
    const target = this.#target(graph);
    return newRequest(
      {
        ...form,
        name: this.#name(graph),
        items: form.items.filter((at) => graph.objects.has(at)),
        doingTo: form.doingTo ?? namesIn(graph)[0],
        target: target?.at,
      },
      graph,
    );
  }

  #make(graph: ObjectGraph): Request | undefined {
    const { form } = this;
    if (form.kind === 'weakref' && this.#target(graph) === undefined) {
      this.session?.refuse(({ objectsPanel }) => objectsPanel.noObjects);
      return undefined;
    }
    if (!isWithin(form.slots, 0, MOST_SLOTS)) {
      this.session?.refuse(({ objectsPanel, ui }) =>
        ui.invalidNumber({ label: objectsPanel.slots, min: 0, max: MOST_SLOTS }),
      );
      return undefined;
    }
    const request = this.#named(this.#name(graph), 'name', this.#newRequest(graph));
    if (request !== undefined) this.#set({ items: [] });
    return request;
  }

  /** The request, if its name is one; the name that comes next is proposed again. */
  #named(name: string, field: 'name' | 'bound', request: Request | undefined): Request | undefined {
    if (!isName(name)) {
      this.session?.refuse(({ objectsPanel }) => objectsPanel.nameNeeded);
      this.renderRoot.querySelector<HTMLElement>(`#${field}`)?.focus();
      return undefined;
    }
    this.#set({ [field]: undefined });
    return request;
  }

  #linkRequest(graph: ObjectGraph): Request | undefined {
    const [from, to] = [this.#from(graph), this.#to(graph)];
    if (from === undefined || to === undefined) return undefined;
    const { index, key, attribute } = this.form;
    const keyObject = this.#keyObject(graph)?.at;
    return linkRequest(graph, from.at, to.at, this.#way(from), { index, key, attribute, keyObject });
  }

  #link(graph: ObjectGraph): Request | undefined {
    const from = this.#from(graph);
    const indexed = from !== undefined && wayNeeds(this.#way(from)) === 'index';
    if (!indexed || isWithin(this.form.index, -MOST_INDEX, MOST_INDEX)) return this.#linkRequest(graph);
    this.session?.refuse(({ objectsPanel, ui }) =>
      ui.invalidNumber({ label: objectsPanel.index, min: -MOST_INDEX, max: MOST_INDEX }),
    );
    return undefined;
  }

  #ask(request: Request): void {
    void this.session?.request(request);
  }

  // Events and fields

  #on(requestOf: () => Request | undefined) {
    return (event: SubmitEvent): void => {
      event.preventDefault();
      const request = requestOf();
      if (request !== undefined) this.#ask(request);
    };
  }

  #set(patch: Partial<Form>): void {
    this.form = { ...this.form, ...patch };
  }

  #chooseKind(value: string): void {
    const kind = [...groupNames.flatMap((group) => kindGroups[group]), 'weakref' as const].find(
      (known) => known === value,
    );
    this.#set({ kind: kind ?? 'list', doing: 'nothing' });
  }

  #onText(take: (value: string) => void) {
    return ({ target }: Event): void => {
      if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) take(target.value);
    };
  }

  #text(id: 'name' | 'key' | 'attribute' | 'bound', label: string, value: string): TemplateResult {
    return this.#input(id, label, value, (typed) => {
      this.#set({ [id]: typed });
    });
  }

  #input(id: string, label: string, value: string, take: (value: string) => void): TemplateResult {
    return html`<label
      >${label}
      <input
        type="text"
        id=${id}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${live(value)}
        @input=${this.#onText(take)}
    /></label>`;
  }

  #number(id: 'slots' | 'index', label: string, min: number, max: number): TemplateResult {
    return html`<label
      >${label}
      <input
        type="number"
        inputmode="numeric"
        id=${id}
        step="1"
        min=${min}
        max=${max}
        .value=${live(fieldText(this.form[id]))}
        @change=${({ target }: Event) => {
          if (target instanceof HTMLInputElement) this.#set({ [id]: target.valueAsNumber });
        }}
    /></label>`;
  }

  #objects(
    id: string,
    label: string,
    graph: ObjectGraph,
    chosen: ObjectSummary | undefined,
    take: (at: number) => void,
  ): TemplateResult {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} .value=${live(String(chosen?.at ?? ''))} @change=${this.#onText((at) => {
        take(Number(at));
      })}>
        ${graph.view.objects.map(
          ({ at }) => html`<option value=${at} ?selected=${at === chosen?.at}>${graph.called(at)}</option>`,
        )}
      </select>
    </div>`;
  }

  /** The line of Python and the button that carries it out. */
  #submit(line: string, label: string, still: boolean, primary = false): TemplateResult {
    return html`<div class="row">
      <code class="line" title=${this.messages.objectsPanel.python}>${line}</code>
      <button class=${primary ? 'primary' : ''} ?disabled=${still}>${label}</button>
    </div>`;
  }

  #select(
    id: string,
    label: string,
    values: readonly string[],
    chosen: string,
    take: (value: string) => void,
  ): TemplateResult {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} .value=${live(chosen)} @change=${this.#onText(take)}>
        ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${value}</option>`)}
      </select>
    </div>`;
  }
}

function section(title: string, open: boolean, content: TemplateResult): TemplateResult {
  return html`<details class="part" ?open=${open}>
    <summary>${title}</summary>
    <div class="forms">${content}</div>
  </details>`;
}

function namesIn(graph: ObjectGraph): string[] {
  return graph.view.names.filter(({ roots }) => roots > 0).map(({ name }) => name);
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

define({ 'pm-objects': PmObjects });
