// The keys and accounts that the sandbox knows. None of these secrets opens anything outside it.
// Shape of a key, scopes and the two surfaces: qamera-api.md sections 2 and 3.

export interface Account {
  id: string;
  name: string;
  /** Credits at the start and after a reset. */
  credits: number;
}
export interface Installation {
  id: string;
  status: 'active' | 'suspended';
  scopes: readonly string[];
}
export interface SandboxKey {
  keyId: string;
  secret: string;
  account: string;
  state: 'active' | 'revoked' | 'expired';
  scopes: readonly string[];
  /** Present on plugin keys only: an ordinary key is refused by Plugin endpoints. */
  installation?: Installation;
}

export const ACCOUNTS: readonly Account[] = [
  { id: 'acc-studio', name: 'Sandbox Studio', credits: 1_000_000 },
  { id: 'acc-sparse', name: 'Almost Empty', credits: 2 },
  { id: 'acc-eight', name: 'Eight Credits', credits: 8 },
];

const EXTERNAL_SCOPES = ['content.register', 'content.read'];
const PLUGIN_SCOPES = [
  'plugin.jobs:create',
  'plugin.jobs:read',
  'plugin.jobs:cancel',
  'plugin.assets:upload',
  'plugin.catalog:read',
  'plugin.catalog:write',
];
const READ_SCOPES = ['plugin.jobs:read', 'plugin.catalog:read'];
const installed: Installation = { id: 'ins-0001', status: 'active', scopes: PLUGIN_SCOPES };

const key = (keyId: string, rest: Partial<SandboxKey> = {}): SandboxKey => ({
  keyId,
  secret: `sandbox-secret-of-${keyId}`,
  account: 'acc-studio',
  state: 'active',
  scopes: EXTERNAL_SCOPES,
  ...rest,
});

/** Keys by the name that tests and the README use. */
export const KEYS = {
  /** Everything allowed on External, plenty of credits. Not a plugin key. */
  good: key('7f3a2b1c'),
  /** Lacks `content.register`: generation answers 403. */
  readOnly: key('4d5e6f70', { scopes: ['content.read'] }),
  revoked: key('0badc0de', { state: 'revoked' }),
  expired: key('01d01d01', { state: 'expired' }),
  /** Two credits. */
  almostEmpty: key('2c2c2c2c', { account: 'acc-sparse' }),
  plugin: key('9c8b7a6d', { scopes: PLUGIN_SCOPES, installation: installed }),
  pluginReadOnly: key('8d7c6b5a', { scopes: READ_SCOPES, installation: installed }),
  pluginAlmostEmpty: key('3e3e3e3e', {
    account: 'acc-sparse',
    scopes: PLUGIN_SCOPES,
    installation: { ...installed, id: 'ins-0002' },
  }),
  /** Eight credits: enough for one packshot, not for two. */
  pluginEightCredits: key('8e8e8e8e', {
    account: 'acc-eight',
    scopes: PLUGIN_SCOPES,
    installation: { ...installed, id: 'ins-0004' },
  }),
  pluginSuspended: key('5f5f5f5f', {
    scopes: PLUGIN_SCOPES,
    installation: { ...installed, id: 'ins-0003', status: 'suspended' },
  }),
} as const satisfies Record<string, SandboxKey>;

const spare = (prefix: string, rest: Partial<SandboxKey>): SandboxKey[] =>
  Array.from({ length: 64 }, (_, index) => key(`${prefix}${String(index).padStart(4, '0')}`, rest));
/** 64 further good keys of each surface, so that every scene can spend a budget of its own: `5ce00000`..., `b1600000`... */
export const SPARE_KEYS = {
  external: spare('5ce0', {}),
  plugin: spare('b160', { scopes: PLUGIN_SCOPES, installation: installed }),
};

/** What goes into `X-Api-Key`: `mk_live_<keyId>.<secret>`. */
export const keyText = ({ keyId, secret }: SandboxKey): string => `mk_live_${keyId}.${secret}`;

const ALL_KEYS: readonly SandboxKey[] = [...Object.values(KEYS), ...SPARE_KEYS.external, ...SPARE_KEYS.plugin];
const BY_TEXT = new Map(ALL_KEYS.map((known) => [keyText(known), known]));
const BY_ID = new Map(ALL_KEYS.map((known) => [known.keyId, known]));

/** The key behind the whole text, or null; revoked and expired ones are found too. */
export const findKey = (text: string): SandboxKey | null => BY_TEXT.get(text) ?? null;
export const findKeyById = (keyId: string): SandboxKey | null => BY_ID.get(keyId) ?? null;
/** The id part of `mk_live_<keyId>.<secret>`, never the secret; null for another shape. */
export const keyIdOf = (text: string): string | null => /^mk_live_([^.]+)(?:\.|$)/.exec(text)?.[1] ?? null;
