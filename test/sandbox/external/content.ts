// The content lists of one account on the External surface, as they are at the start.
import type { EpochMs } from '../../../src/core/units.ts';
import type { Work } from '../work.ts';

export interface ContentRecord {
  id: string;
  name: string;
  thumbnail: string;
  createdAt: string;
  status: 'UPLOADED' | 'DONE';
  voting?: 'APPROVED' | 'PENDING';
  productId?: string;
}
export type Plural = 'products' | 'models' | 'sceneries' | 'packshots' | 'images' | 'videos' | 'presets';
export type Content = Record<Plural, ContentRecord[]>;
/** One External generation order: its records appear in the list when it ends well. */
export interface PendingContent extends Work {
  account: string;
  reservationId: string;
  plural: Plural;
  records: ContentRecord[];
}

const record = (id: string, name: string, more: Partial<ContentRecord> = {}): ContentRecord => ({
  id,
  name,
  thumbnail: `https://cdn.qamera.ai/thumbnails/${id}.jpg`,
  createdAt: '2026-05-27T10:00:00.000Z',
  status: 'DONE',
  voting: 'APPROVED',
  ...more,
});
const product = (id: string, name: string): ContentRecord => {
  const { voting: _, ...rest } = record(id, name, { status: 'UPLOADED' });
  return rest;
};

export const seedContent = (): Content => ({
  products: [product('prd-1001', 'Ceramic mug'), product('prd-1002', 'Linen shirt'), product('prd-1003', 'Desk lamp')],
  models: [record('mdl-2001', 'Ada'), record('mdl-2002', 'Jan', { voting: 'PENDING' })],
  sceneries: [record('scn-3001', 'Loft window'), record('scn-3002', 'Beach at noon', { voting: 'PENDING' })],
  packshots: [record('pck-4001', 'Mug, front', { productId: 'prd-1001' })],
  images: [
    record('img-5001', 'Mug in the loft', { productId: 'prd-1001' }),
    record('img-5002', 'Shirt', { productId: 'prd-1002' }),
  ],
  videos: [record('vid-6001', 'Mug, turning')],
  presets: [record('pre-7001', 'Clean cosmetics'), record('pre-7002', 'Warm kitchen'), record('pre-7003', 'Studio grey')],
});

export const makeRecord = (id: string, name: string, createdAt: EpochMs, more: Partial<ContentRecord> = {}): ContentRecord =>
  record(id, name, { createdAt: new Date(createdAt).toISOString(), voting: 'PENDING', ...more });
