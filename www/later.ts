// What is loaded when it is first needed, code and texts: whoever asks too early gets a `NotLoaded` that says when to ask
// again. Knows nothing of what it is.

/** What was asked for is not there yet: it is when `loaded` is fulfilled. Whoever draws, draws again then. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';

  constructor(readonly loaded: Promise<unknown>) {
    super('what was asked for is not loaded yet');
  }
}

/** Something that is loaded once. What failed to load is asked for again the next time. */
export class Later<T> {
  readonly #fetch: () => Promise<T>;
  #loading: Promise<T> | undefined;
  #value: T | undefined;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  /** It, if it is there. */
  get present(): T | undefined {
    return this.#value;
  }

  /** It. @throws {NotLoaded} */
  get(): T {
    if (this.#value === undefined) throw new NotLoaded(this.load());
    return this.#value;
  }

  load(): Promise<T> {
    this.#loading ??= this.#fetch().then(
      (value) => (this.#value = value),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }
}

/** Does it as soon as all that it asks for is there. */
export async function whenLoaded<T>(ask: () => T): Promise<T> {
  for (;;) {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      await error.loaded;
    }
  }
}
