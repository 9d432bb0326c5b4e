// Tells a trace from a program, and counts which operation each of its lines is. The core reads the lines themselves.

const operation = /^\s*[acrfl]\s+\d/;
const dump = /^\s*d\s*$/;
const nothing = /^\s*(#.*)?$/;

/** No line of a trace that does something could be Python, so the first of them decides. */
export function isTrace(text: string): boolean {
  for (const line of text.split('\n')) {
    if (!nothing.test(line) && !dump.test(line)) return operation.test(line);
  }
  return false;
}

/** The lines that are operations of the timeline, the first of them operation 1. */
export function operationLines(text: string): { line: number; operation: number }[] {
  let count = 0;
  return text.split('\n').flatMap((line, index) => {
    if (!operation.test(line)) return [];
    count += 1;
    return [{ line: index + 1, operation: count }];
  });
}
