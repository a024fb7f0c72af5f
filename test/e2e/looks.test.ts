// Every view in each theme and width looks as it was accepted; what a system with its own colours, or without motion, asks for is done.
import { expect, it } from 'vitest';
import { until } from './drivers/browser.ts';
import { inBothBrowsers, readWhen } from './lens.ts';
import { ALLOWED, compared, comparedOnceDrawn, taken } from './looks/album.ts';
import { NOW, dressed, put, stagedRecords, struck } from './looks/stage.ts';
import { WAITING, pick, setOut, walk } from './looks/walk.ts';
import { SYSTEM_PAIR, contrastsOfMarks } from './looks/marks.ts';

const HOW = 'see artifacts/looks; if it is meant so: npm run pictures -- --accept';

const STOP = { name: 'panel-waiting-full-light', view: 'panel' } as const;
const BROKEN = { name: 'broken', view: 'panel' } as const;
const BREAKAGES = {
  'the detail is hidden': '.detail { display: none !important; }',
  'a column is twenty pixels wider': '.c-status { width: 108px !important; }',
  'the ring is gone': '.ring { visibility: hidden; }',
  'the rows are three pixels higher': '.list { --row-height: 29px !important; }',
  'the verdicts have no colour': '.verdict { color: inherit !important; }',
  'the grounds are those of the other theme': ':root { --ground: #282828 !important; --raised: #3c3c3c !important; }',
};

inBothBrowsers('looks', {}, (lens) => {
  it('every view looks as it was accepted', async () => {
    const { browser } = lens();
    const seen: Record<string, number> = {};
    await walk(browser, async (stop) => {
      const share = await comparedOnceDrawn(browser, stop);
      // Once more, should the machine have stood still for the seconds that this waits.
      seen[stop.name] = share > ALLOWED ? await comparedOnceDrawn(browser, stop) : share;
    });
    const off = Object.entries(seen).filter(([, share]) => share > ALLOWED);
    expect(off.map(([name, share]) => `${name} differs in ${(share * 100).toFixed(1)} % of its squares: ${HOW}`)).toEqual([]);
  }, 240_000);

  it('notices what is broken', async () => {
    const { browser } = lens();
    await browser.switchTab(0);
    await setOut(browser, 'full');
    await struck(browser);
    await until(() => browser.panel(() => document.querySelector('[data-testid=empty]') !== null), 'the empty list');
    await put(browser, 'session', stagedRecords());
    await browser.setTheme('light');
    await until(() => browser.panel(() => document.documentElement.dataset['theme'] === 'light'), 'the light theme');
    await pick(browser, WAITING);
    await readWhen(
      'the view as it was accepted',
      () => comparedOnceDrawn(browser, STOP),
      (share) => expect(share).toBeLessThanOrEqual(ALLOWED),
    );
    for (const [what, breakage] of Object.entries(BREAKAGES)) {
      await dressed('panel', browser, breakage);
      await until(async () => compared(browser, STOP.name, await taken(browser, BROKEN)) > ALLOWED, `a difference when ${what}`);
    }
  });

  it('every mark stands out from its ground in the system’s own colours', async () => {
    const { browser } = lens();
    await dressed('panel', browser);
    await browser.emulate({ reducedMotion: true, forcedColors: true });
    try {
      await readWhen(
        'the marks',
        () => browser.panel(contrastsOfMarks),
        ({ [SYSTEM_PAIR]: own = 0, ...marks }) => {
          expect(Object.keys(marks).length).toBeGreaterThan(12);
          expect(Object.entries(marks).filter(([, contrast]) => contrast < Math.min(3, own))).toEqual([]);
        },
      );
    } finally {
      await browser.emulate({ reducedMotion: true, forcedColors: false });
    }
  });

  it('nothing moves but once a second, whatever the system asks for', async () => {
    const { browser } = lens();
    // A movement between the seconds costs most of a core where many rows wait (docs/architecture.md).
    for (const [place, reducedMotion] of [false, true].entries()) {
      await browser.emulate({ reducedMotion, forcedColors: false });
      const left = 3 * (place + 1);
      await browser.panel(
        (now) => void ((window as unknown as { Date: DateConstructor }).Date.now = () => now),
        NOW + left * 1_000,
      );
      const animations = await until(
        () =>
          browser.panel(
            (text) => {
              const isRedrawn = document.querySelector('.ring text')?.textContent === text;
              // One more than there are: none is an answer too.
              return isRedrawn ? document.getAnimations().length + 1 : 0;
            },
            `0:${50 - left}`,
          ),
        'the next second',
      );
      expect(animations).toBe(1);
    }
  });
});
