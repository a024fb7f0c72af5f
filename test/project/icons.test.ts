// The icon stands out from the toolbars of both browsers, dark and light: its rim has 3:1 wherever one looks at it from outside.
import { expect, it } from 'vitest';
import { type Picture, readPicture } from '../support/picture.ts';

type Colour = readonly [number, number, number];
const TOOLBARS = {
  white: [255, 255, 255],
  light: [240, 240, 244],
  chromium: [0x20, 0x21, 0x24],
  firefox: [0x2b, 0x2a, 0x33],
} as const;
/** From the edge of the drawing (of 128) to its centre and to its handle: where a look starts, and which way it goes. */
const LOOKS = {
  'the ring from the left': { from: [0, 56], way: [1, 0] },
  'the ring from above': { from: [56, 0], way: [0, 1] },
  'the handle from below': { from: [127, 127], way: [-1, -1] },
  'the handle from the right': { from: [127, 104], way: [-1, 0] },
} as const;

function brightness(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: Colour, other: Colour): number {
  const [dark, bright] = [brightness(one), brightness(other)].toSorted((a, b) => a - b) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** The colours met on the way in, as they look on the ground: those of the rim, as deep as edge and line are together. */
function rimOf({ width, data }: Picture, { from, way }: (typeof LOOKS)[keyof typeof LOOKS], ground: Colour): Colour[] {
  const rim: Colour[] = [];
  const [startX, startY] = from.map((at) => Math.floor((at / 128) * width)) as [number, number];
  for (let step = 0; step < width && rim.length < Math.max(2, (width / 128) * 13); step++) {
    const at = ((startY + way[1] * step) * width + startX + way[0] * step) * 4;
    const opacity = (data[at + 3] ?? 0) / 255;
    if (opacity < 0.1 && rim.length === 0) continue;
    rim.push(
      ground.map((value, channel) => (data[at + channel] ?? 0) * opacity + value * (1 - opacity)) as [number, number, number],
    );
  }
  return rim;
}

it.each([16, 32, 48, 128])('at %i pixels', (size) => {
  const icon = readPicture(`public/icons/${size}.png`);
  expect([icon.width, icon.height]).toEqual([size, size]);
  const faint = Object.entries(TOOLBARS).flatMap(([toolbar, ground]) =>
    Object.entries(LOOKS).flatMap(([name, look]) => {
      const best = Math.max(...rimOf(icon, look, ground).map((colour) => contrast(colour, ground)));
      return best >= 3 ? [] : [`${name} on ${toolbar}: ${best.toFixed(1)}`];
    }),
  );
  expect(faint).toEqual([]);
});
