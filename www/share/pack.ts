// Text packed for a link: deflate without a header, in the letters of base64url. Knows nothing of what the text says.

import { ShareProblem } from './problem.ts';

export async function pack(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Stops as soon as there are more than `most` bytes, so that few letters cannot fill the memory. */
export async function unpack(letters: string, most: number): Promise<string> {
  const packed = new Blob([bytesOf(letters)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  try {
    return await textOf(packed, most);
  } catch (error) {
    throw error instanceof ShareProblem ? error : new ShareProblem({ code: 'damaged' });
  }
}

function bytesOf(letters: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]+$/.test(letters)) throw new ShareProblem({ code: 'damaged' });
  try {
    return Uint8Array.from(atob(letters.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  } catch {
    throw new ShareProblem({ code: 'damaged' });
  }
}

async function textOf(stream: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = stream.getReader();
  let text = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new ShareProblem({ code: 'unpacks_too_large', most });
    }
    text += decoder.decode(value, { stream: true });
  }
}
