// The demo's traffic: calls as a browser records them (HAR entries in short), with the moment at which each ends.
export interface DemoCall {
  /** After the demo's start, ms. */
  at: number;
  method: 'GET' | 'POST';
  path: string;
  status: number;
  /** Request body, JSON. */
  sent?: unknown;
  answer: unknown;
  key?: string;
  headers?: [name: string, value: string][];
  took?: number;
}

const BUSY = 'mk_live_demo0001.not-a-secret';
const CALM = 'mk_live_demo0002.not-a-secret';
const order = { config: { product: { id: 'prd-1001' } }, count: 5 };
const limited = { error: 'Too many requests. Please retry after a short delay.' };
const IDEAS = '/packshots/register-ideas';
const noGenerator = (at: number, path: string): DemoCall => ({
  at,
  method: 'GET',
  path,
  status: 503,
  answer: { error: 'No active generator available. Please try again later.' },
});

export const demoCalls: readonly DemoCall[] = [
  { at: 200, method: 'GET', path: '/products', status: 200, answer: { products: [], count: 0 } },
  {
    at: 500,
    method: 'POST',
    path: IDEAS,
    status: 400,
    sent: { config: {}, count: 5 },
    answer: { error: "Validation failed: 'config.product.id' is required." },
  },
  { at: 900, method: 'GET', path: '/models', status: 401, key: 'mk_live_demo0003', answer: { error: 'Invalid API key.' } },
  {
    at: 1_400,
    method: 'POST',
    path: IDEAS,
    status: 402,
    sent: order,
    answer: { error: 'Insufficient credits. Required: 5, available: 2.' },
  },
  {
    at: 1_900,
    method: 'POST',
    path: IDEAS,
    status: 404,
    sent: { ...order, config: { product: { id: 'prd-9999' } } },
    answer: { error: 'Product not found.' },
  },
  {
    at: 2_600,
    method: 'POST',
    path: IDEAS,
    status: 502,
    sent: order,
    answer: { error: 'External service returned an unexpected response.' },
    took: 1_840,
  },
  noGenerator(3_400, '/sceneries'),
  noGenerator(3_700, '/packshots'),
  noGenerator(4_000, '/videos'),
  ...Array.from({ length: 58 }, (_, place): DemoCall => ({
    at: 4_500 + place * 40,
    method: 'GET',
    path: '/products',
    status: 200,
    key: BUSY,
    answer: { products: [], count: 0 },
  })),
  ...Array.from({ length: 5 }, (_, place): DemoCall => ({
    at: 7_200 + place * 250,
    method: 'GET',
    path: '/products',
    status: place < 2 ? 200 : 429,
    key: BUSY,
    answer: place < 2 ? { products: [], count: 0 } : limited,
  })),
  {
    at: 9_000,
    method: 'GET',
    path: '/presets',
    status: 429,
    answer: limited,
    headers: [['Retry-After', '20']],
  },
];

/** The call as a HAR entry that ends at `endedAt` (epoch ms); `iso` writes an instant. */
export function harEntryOf(call: DemoCall, endedAt: number, iso: (at: number) => string): unknown {
  const { method, path, status, sent, answer, key = CALM, headers = [], took = 45 } = call;
  const named = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name, value]) => ({ name, value }));
  return {
    startedDateTime: iso(endedAt - took),
    time: took,
    request: {
      method,
      url: `https://app.qamera.ai/api/external${path}`,
      httpVersion: 'h2',
      headers: named([
        ['X-Api-Key', key],
        ['Accept', 'application/json'],
        ...(sent === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ]),
      ...(sent !== undefined && { postData: { mimeType: 'application/json', text: JSON.stringify(sent) } }),
    },
    response: {
      status,
      headers: named([['Content-Type', 'application/json'], ['Date', iso(endedAt)], ...headers]),
      content: { mimeType: 'application/json', text: JSON.stringify(answer) },
    },
  };
}
