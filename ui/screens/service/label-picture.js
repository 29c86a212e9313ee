/**
 * Draws the picture of a label's PDF. A canvas, because the content policy lets no picture in by address; as sharp as
 * the
 * screen, because a person compares it with the print.
 */

/** @param {string} base64 @returns {Uint8Array<ArrayBuffer>} */
function bytes(base64) {
  const text = atob(base64);
  const found = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) found[at] = text.charCodeAt(at);
  return found;
}

/**
 * Draws it in its own proportions.
 * @param {HTMLCanvasElement} canvas
 * @param {{png: string, width_mm: number, height_mm: number}} picture
 */
export async function drawLabel(canvas, { png, width_mm: width, height_mm: height }) {
  const image = await createImageBitmap(new Blob([bytes(png)], { type: 'image/png' }));
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.style.setProperty('--label-ratio', String(width / height));
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  image.close();
}
