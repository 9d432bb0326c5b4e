// What the elements have in common: they speak the language of the explorer that they are in, and draw nothing before
// they know it. Knows no session.

import { ContextConsumer, createContext } from '@lit/context';
import { LitElement, type PropertyValues } from 'lit';
import { type Messages } from '../locales/messages.ts';

/** Whoever provides it decides the language of all elements inside. */
export const messagesContext = createContext<Messages>(Symbol('messages'));

export abstract class PmElement extends LitElement {
  readonly #messages = new ContextConsumer(this, { context: messagesContext, subscribe: true });

  /** The texts; there from the first rendering on. */
  protected get messages(): Messages {
    const { value } = this.#messages;
    if (value === undefined) throw new Error('no language is provided around this element');
    return value;
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    return this.#messages.value !== undefined && super.shouldUpdate(changed);
  }
}
