// What the canvases of a part of the page show, as data: URLs. Read before the picture is drawn: the browser encodes them
// without holding the page up.

/** For each canvas what it shows; none for those that have no pixel. */
export type Canvases = ReadonlyMap<HTMLCanvasElement, string>;

export async function canvasesIn(part: Element): Promise<Canvases> {
  const found = await Promise.all(
    canvasesOf(part).map(async (canvas): Promise<[HTMLCanvasElement, string][]> => {
      const url = await urlOf(canvas);
      return url === undefined ? [] : [[canvas, url]];
    }),
  );
  return new Map(found.flat());
}

/** In elements with a life of their own, too. */
function canvasesOf(part: Element | ShadowRoot): HTMLCanvasElement[] {
  return [...part.querySelectorAll('*')].flatMap((element) => {
    if (element instanceof HTMLCanvasElement) return [element];
    return element.shadowRoot === null ? [] : canvasesOf(element.shadowRoot);
  });
}

async function urlOf(canvas: HTMLCanvasElement): Promise<string | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) return undefined;
  return new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      resolve(reader.result as string);
    });
    reader.addEventListener('error', () => {
      reject(reader.error ?? new Error('the browser did not read an image'));
    });
    reader.readAsDataURL(blob);
  });
}
