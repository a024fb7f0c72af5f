// GET /me and the reference-data lists of the Plugin surface; shapes as in public client fixtures.
import { jsonAnswer } from '../exchange.ts';
import { ACCOUNTS } from '../keys.ts';
import type { PluginEndpoint } from './plugin-api.ts';

/** Credits of one image of each job type; `/pricing` tells them. */
export const CREDIT_COST = { packshot: 5, photo_shoot: 3 } as const;

export const me: PluginEndpoint = ({ key, installation, world, limit }) => {
  const name = ACCOUNTS.find(({ id }) => id === key.account)?.name ?? key.account;
  return jsonAnswer(200, {
    account_id: key.account,
    account_name: name,
    account_slug: name.toLowerCase().replaceAll(' ', '-'),
    credits_balance: world.ledger(key.account).available,
    subscription_plan: 'pro',
    rate_limit_per_min: limit,
    data_processors: [{ name: 'OpenAI', purpose: 'image generation' }],
    installation: { id: installation.id, platform: 'prestashop', status: installation.status, scopes: installation.scopes },
  });
};

const LISTS = {
  ai_models: {
    ai_models: [{ id: 'openai/gpt-image-1', provider: 'openai', model: 'gpt-image-1', job_types: ['packshot', 'photo_shoot'] }],
  },
  sceneries: { sceneries: [{ id: 'scn-3001', name: 'Loft window' }] },
  models: { models: [{ id: 'mdl-2001', name: 'Ada' }] },
  presets: { presets: [{ id: 'pre-7001', name: 'Clean cosmetics' }] },
  aspect_ratios: {
    aspect_ratios: [
      { value: '1:1', label: 'Square', default: false },
      { value: '4:5', label: 'Portrait', default: true },
      { value: '9:16', label: 'Vertical', default: false },
    ],
  },
  pricing: {
    pricing: Object.entries(CREDIT_COST).map(([jobType, cost]) => ({
      job_type: jobType,
      provider: 'openai',
      model: 'gpt-image-1',
      credit_cost: cost,
    })),
    currency: 'credits',
  },
} as const;
export const catalogueList =
  (name: keyof typeof LISTS): PluginEndpoint =>
  () =>
    jsonAnswer(200, LISTS[name]);
export const ASPECT_RATIOS = LISTS.aspect_ratios.aspect_ratios.map(({ value }) => value);
