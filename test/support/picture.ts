// Pictures compared as a person would who stands back from the screen: by the mean colour of small squares. Letters that another
// machine draws a little differently leave a square's mean where it is; a thing that is missing, moved or of another colour does not.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PNG } from 'pngjs';

export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue, opacity; a byte each. */
  data: Uint8Array;
}
export interface Difference {
  /** Of all squares, how many differ, 0..1. */
  share: number;
  /** The differing squares: column and row. */
  squares: readonly (readonly [number, number])[];
}

/** Side of a square in the pixels of a shrunk picture. */
const SQUARE = 4;
/** How far a square's mean may lie off, in steps of 256, in its worst channel. */
const TOLERANCE = 16;
/** Stored pictures keep this many values a channel: a third of the bytes. */
const VALUES = 16;

export const readPicture = (file: string): Picture => PNG.sync.read(readFileSync(file));

export function writePicture(file: string, { width, height, data }: Picture): void {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, PNG.sync.write(png, { colorType: 2, deflateLevel: 9, inputHasAlpha: true }));
}

/** Half as wide and high, and at most `height` pixels of that; what is left of an odd edge goes. */
export function shrunk(picture: Picture, maxHeight = Infinity): Picture {
  const width = Math.floor(picture.width / 2);
  const height = Math.min(maxHeight, Math.floor(picture.height / 2));
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++)
        data[(y * width + x) * 4 + channel] = COARSE[sumOf(picture, (y * 2 * picture.width + x * 2) * 4 + channel, 2)]!;
  return { width, height, data };
}

/** The value kept for a sum of four. */
const COARSE = Uint8Array.from({ length: 4 * 255 + 1 }, (_, sum) =>
  Math.round(Math.round((sum / 4 / 255) * (VALUES - 1)) * (255 / (VALUES - 1))),
);

/** Of one channel over a square, whose first byte stands at `start`. Called for each pixel of each picture: no objects here. */
function sumOf({ width, data }: Picture, start: number, side: number): number {
  let sum = 0;
  for (let row = start, end = start + side * width * 4; row < end; row += width * 4)
    for (let at = row; at < row + side * 4; at += 4) sum += data[at]!;
  return sum;
}

/** Of two shrunk pictures. Pictures of different size differ everywhere. */
export function difference(one: Picture, other: Picture): Difference {
  if (one.width !== other.width || one.height !== other.height) return { share: 1, squares: [] };
  const [columns, rows] = [Math.floor(one.width / SQUARE), Math.floor(one.height / SQUARE)];
  const squares: [number, number][] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const start = (row * SQUARE * one.width + column * SQUARE) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const off = sumOf(one, start + channel, SQUARE) - sumOf(other, start + channel, SQUARE);
        if (Math.abs(off) <= TOLERANCE * SQUARE * SQUARE) continue;
        squares.push([column, row]);
        break;
      }
    }
  return { share: squares.length / (columns * rows), squares };
}

/** The picture with the differing squares in red. */
export function marked({ width, height, data }: Picture, { squares }: Difference): Picture {
  const red = Uint8Array.from(data);
  for (const [column, row] of squares)
    for (let y = row * SQUARE; y < (row + 1) * SQUARE; y++)
      for (let x = column * SQUARE; x < (column + 1) * SQUARE; x++) {
        const at = (y * width + x) * 4;
        red[at] = 255;
        red[at + 1] = (red[at + 1] ?? 0) / 2;
        red[at + 2] = (red[at + 2] ?? 0) / 2;
      }
  return { width, height, data: red };
}
