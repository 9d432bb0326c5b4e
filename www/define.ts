// The only place where elements are registered.

/** Registers elements under their names; what is there already stays. What another draws comes before it. */
export function define(elements: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [name, element] of Object.entries(elements)) {
    if (customElements.get(name) === undefined) customElements.define(name, element);
  }
}
