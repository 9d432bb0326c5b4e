// What makes a picture of a view, together: loaded when somebody saves one.

export { drawPicture } from './picture.ts';
export { pngOf } from './raster.ts';
export { canvasesIn } from './canvases.ts';
