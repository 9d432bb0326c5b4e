// Runs long work in slices that are short enough for the page to answer between them.

/** Less than a frame, with time left to draw. */
export const SLICE_MS = 12;

/** Where work rests for so long without having come farther, it tells all the same that it goes on. */
const TELL_MS = 100;

/** Lets the browser handle what is waiting, without the delay that timers have. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Work that was cut into steps; each step is short, and answers how much is done, or what has to be waited for. */
export type Work = Iterator<number | Promise<unknown>, unknown>;

/**
 * Runs steps until the work is finished or cancelled. What fits into the first slice is done before this function
 * returns its promise, so that a click that is quick is also immediate.
 */
export async function runInSlices(work: Work, signal: AbortSignal, report: (done: number) => void): Promise<void> {
  let done = 0;
  let toldAt = performance.now();
  for (;;) {
    let end = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done === true) return;
      if (typeof step.value === 'number') {
        done = step.value;
        continue;
      }
      if (performance.now() - toldAt > TELL_MS) {
        toldAt = performance.now();
        report(done);
      }
      await step.value;
      if (signal.aborted) return;
      end = performance.now() + SLICE_MS;
    } while (performance.now() < end);
    toldAt = performance.now();
    report(done);
    await nextTask();
    if (signal.aborted) return;
  }
}
