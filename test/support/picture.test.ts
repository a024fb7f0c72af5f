import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Picture, difference, marked, readPicture, shrunk, writePicture } from './picture.ts';

/** Grey bars on white, like lines of text, `shift` pixels down; `step`: every so many pixels a bar. */
function bars({ shift = 0, step = 20, grey = 90, width = 160, height = 160 } = {}): Picture {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((y + step - shift) % step < 8) data.fill(grey, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, data };
}
/** As letters change that another machine smooths: one pixel in so many is darker or lighter, its neighbour the other way. */
function smoothedOtherwise({ width, height, data }: Picture): Picture {
  const other = Uint8Array.from(data);
  for (let at = 0; at + 7 < other.length; at += 8)
    for (let channel = 0; channel < 3; channel++) {
      other[at + channel] = Math.max(0, (data[at + channel] ?? 0) - 40);
      other[at + 4 + channel] = Math.min(255, (data[at + 4 + channel] ?? 0) + 40);
    }
  return { width, height, data: other };
}

it('takes letters that are smoothed otherwise as the same', () => {
  const grey = bars({ grey: 120 });
  const dark = { ...grey, data: grey.data.map((value) => (value === 255 ? 200 : value)) };
  expect(difference(shrunk(dark), shrunk(smoothedOtherwise(dark))).share).toBe(0);
});

it('tells what moved, what is missing, and another colour', () => {
  const one = shrunk(bars());
  expect(difference(one, shrunk(bars({ shift: 4 }))).share).toBeGreaterThan(0.2);
  expect(difference(one, shrunk(bars({ step: 1_000 }))).share).toBeGreaterThan(0.2);
  expect(difference(one, shrunk(bars({ grey: 130 }))).share).toBeGreaterThan(0.2);
});

it('takes pictures of another size as different everywhere', () => {
  expect(difference(shrunk(bars()), shrunk(bars({ width: 170 }))).share).toBe(1);
});

it('keeps a picture in a file as it is, and marks what differs in red', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qamera-picture-'));
  const [one, other] = [shrunk(bars()), shrunk(bars({ shift: 4 }))];
  writePicture(join(folder, 'deep', 'one.png'), one);
  expect(difference(one, readPicture(join(folder, 'deep', 'one.png')))).toEqual({ share: 0, squares: [] });
  const { data } = marked(other, difference(one, other));
  expect(data.some((value, at) => at % 4 === 0 && value === 255 && (data[at + 1] ?? 255) < 130)).toBe(true);
  rmSync(folder, { recursive: true });
});
