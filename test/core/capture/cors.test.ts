import { describe, expect, it } from 'vitest';
import { isHiddenFromPage } from '../../../src/core/capture/cors.ts';
import { observationFromHarEntry } from '../../../src/core/capture/har-entry.ts';
import { refusalOf } from '../../../src/core/capture/preflight.ts';
import type { Observation } from '../../../src/core/observation.ts';

const list = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));
/** A call or a preflight from the page of this origin, answered with this permission. */
function asked(method: string, origin: string, allowed: string): Observation {
  const headers = list({ Origin: origin, 'Sec-Fetch-Mode': 'cors', 'Access-Control-Request-Method': 'GET' });
  const seen = observationFromHarEntry(
    {
      request: { method, url: 'https://app.qamera.ai/api/external/products', headers },
      response: { status: 200, headers: list({ 'Access-Control-Allow-Origin': allowed }) },
    },
    { id: 'x', tabId: null, initiator: null, source: 'file', salt: '', added: [] },
  );
  if (!seen) throw new Error('no API call');
  return seen;
}

/** Hosts that look like a provider's key, as deploy previews and shops are named. */
const PAGES = [
  'https://shop.example',
  'http://localhost:3000',
  'https://sk-storefront.example',
  'https://shop-git-sk-translations-acme.vercel.app',
  'https://pk_storefront_of_shop.example:8443',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'null',
];

describe('the permission of an answer', () => {
  it.each(PAGES)('to the page itself (%s)', (page) => {
    expect(isHiddenFromPage(asked('GET', page, page))).toBe(false);
    expect(refusalOf(asked('OPTIONS', page, page))).toBeNull();
  });
  it.each(PAGES)('to all (%s)', (page) => {
    expect(isHiddenFromPage(asked('GET', page, '*'))).toBe(false);
    expect(refusalOf(asked('OPTIONS', page, '*'))).toBeNull();
  });
  it.each(PAGES)('to another (%s)', (page) => {
    expect(isHiddenFromPage(asked('GET', page, 'https://sk-storefront.example:9'))).toBe(true);
    expect(refusalOf(asked('OPTIONS', page, 'https://sk-storefront.example:9'))).toMatch('other origin');
  });
});
