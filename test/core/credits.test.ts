import { describe, expect, it } from 'vitest';
import { type CreditsTally, tallyCredits } from '../../src/core/credits.ts';
import type { Observation } from '../../src/core/observation.ts';
import { answered, PAID, PAID_PLUGIN } from '../catalogue/cases.ts';
import { anObservation } from '../support/observations.ts';

const tally = (...observations: Observation[]): readonly CreditsTally[] => {
  let tallies: readonly CreditsTally[] = [];
  for (const observation of observations) tallies = tallyCredits(tallies, observation);
  return tallies;
};
const order = (creditsReserved: unknown, more: Partial<Observation> = {}): Observation =>
  answered(200, { orderId: 'o', creditsReserved }, { ...PAID, ...more });
const keyed = (keyId: string): Partial<Observation> => ({ key: { ...anObservation().key, keyId } });

const askMe = (keyId: string): Observation =>
  answered(200, { account_id: 'a1', credits_balance: 40 }, { ...PAID_PLUGIN, method: 'GET', path: '/me', ...keyed(keyId) });
const sendJobs = (keyId: string): Observation =>
  answered(200, { order_id: 'o', job_ids: ['j'], credits_reserved: 4 }, { ...PAID_PLUGIN, ...keyed(keyId) });

describe('credits seen reserved', () => {
  it('add up per key', () => {
    expect(tally(order(30), order(5), order(7, keyed('other')))).toMatchObject([
      { reserved: 35, orders: 2, untold: 0 },
      { reserved: 7, orders: 1 },
    ]);
  });
  it('say what they do not know: an answer that tells no amount, or was not read', () => {
    expect(tally(order(30), order('many'), anObservation(PAID))).toMatchObject([{ reserved: 30, orders: 1, untold: 2 }]);
  });
  it('of two keys of one account are one tally, once GET /me names it', () => {
    const [one, ...others] = tally(sendJobs('k1'), sendJobs('k2'), askMe('k1'), askMe('k2'), sendJobs('k2'));
    expect(others).toEqual([]);
    expect(one).toMatchObject({ account: 'a1', keyIds: ['k1', 'k2'], reserved: 12, balance: { credits: 40 } });
  });
  it('are not those of failed, free or keyless calls', () => {
    expect(
      tally(
        answered(402, { creditsReserved: 9 }, PAID),
        answered(200, { creditsReserved: 9 }),
        order(9, { key: { ...anObservation().key, keyId: null } }),
      ),
    ).toEqual([]);
  });
});
