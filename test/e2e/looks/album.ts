// The album of accepted pictures: one small PNG for each stop of the walk, by browser. A picture that differs is put beside them in
// artifacts/looks, with the squares that differ in red.
import { existsSync } from 'node:fs';
import { type BrowserUnderTest, until } from '../drivers/browser.ts';
import { type Picture, difference, marked, readPicture, shrunk, writePicture } from '../../support/picture.ts';
import { HEIGHT, POPUP_HEIGHT, painted } from './stage.ts';
import type { Stop } from './walk.ts';

const ALBUM = 'test/e2e/looks/album';
const ARTIFACTS = 'artifacts/looks';
/**
 * Share of squares that may differ: of the 14,400 of a panel's picture, 14. Measured on both sides (November 2026, both browsers):
 * a picture taken again differs in none; with the ring gone it differs in 40, with any other breakage of looks.test.ts in more.
 */
export const ALLOWED = 0.001;

/** Takes the picture of a stop, as the album keeps it; the full one stays in artifacts. */
export async function taken(browser: BrowserUnderTest, { name, view }: Stop): Promise<Picture> {
  const file = `${ARTIFACTS}/${browser.name}/${name}.png`;
  await browser.screenshot(file, view);
  return shrunk(readPicture(file), { panel: HEIGHT, popup: POPUP_HEIGHT, page: Infinity }[view] / 2);
}

const pathOf = (browser: BrowserUnderTest, name: string): string => `${ALBUM}/${browser.name}/${name}.png`;

/** Puts a stop's picture into the album, once it is the same three times: a browser may hand out what it drew last. */
export async function accept(browser: BrowserUnderTest, stop: Stop): Promise<void> {
  let [last, same] = [await taken(browser, stop), 0];
  await until(async () => {
    await painted(stop.view, browser);
    const next = await taken(browser, stop);
    same = difference(last, next).share === 0 ? same + 1 : 0;
    last = next;
    return same === 3;
  }, `${stop.name} to rest`);
  writePicture(pathOf(browser, stop.name), last);
}

/** Compares again while a picture differs, for a while: what is drawn late is no difference. */
export async function comparedOnceDrawn(browser: BrowserUnderTest, stop: Stop): Promise<number> {
  let share = 1;
  await until(async () => (share = compared(browser, stop.name, await taken(browser, stop))) <= ALLOWED, stop.name, 3_000).catch(
    () => null,
  );
  return share;
}

/** Share of squares in which a picture differs from the accepted one, 1 where there is none; what differs is written down. */
export function compared(browser: BrowserUnderTest, name: string, picture: Picture): number {
  const file = pathOf(browser, name);
  if (!existsSync(file)) return 1;
  const found = difference(readPicture(file), picture);
  if (found.share > ALLOWED) writePicture(`${ARTIFACTS}/${browser.name}/${name}-differs.png`, marked(picture, found));
  return found.share;
}
