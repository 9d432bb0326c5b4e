// Hands a file to the reader's browser, which saves it. Sends nothing anywhere.

/** Long enough for the browser to have begun. */
const KEPT_MS = 60_000;

export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, KEPT_MS);
}
