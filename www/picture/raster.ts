// An SVG file as PNG, drawn by the browser at twice its size. Loads nothing: the SVG is handed over in a data: URL.

/** Pixels of the image for each of the drawing. */
const SCALE = 2;
/** What browsers give a canvas at most: a side, and all of it. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 64 * 1024 * 1024;

export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(SCALE, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(width * scale);
  canvas.height = Math.floor(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser has no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (png === null) throw new Error('the browser made no image');
  return png;
}
