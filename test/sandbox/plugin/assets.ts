// POST /assets/upload, /images and /packshots: files announced, then registered under the shop's own references. Free.
import { jsonAnswer } from '../exchange.ts';
import { oneOf, readBody, requiredList, requiredText, wholeNumber } from '../fields.ts';
import type { PluginCall, PluginEndpoint } from './plugin-api.ts';

const FIFTY_MIB = 52_428_800;
const HOUR_MS = 3_600_000;

/** Presigned: an upload address on the storage host (never fetched here). Multipart: the last three fields are null. */
export const uploadAsset: PluginEndpoint = ({ call, installation, world }) => {
  const id = world.newId();
  const stored = { asset_id: id, bucket: 'plugin_assets', storage_path: `acct/${installation.id}/${id}` };
  if (/^multipart\/form-data\b/i.test(call.headers['content-type'] ?? '')) {
    return jsonAnswer(200, { ...stored, upload_url: null, upload_token: null, expires_at: null });
  }
  const body = readBody(call);
  oneOf(requiredText(body, 'mode'), 'mode', ['presigned'], 'presigned');
  requiredText(body, 'filename', 256);
  requiredText(body, 'content_type');
  wholeNumber(body, 'size_bytes', { min: 1, max: FIFTY_MIB });
  return jsonAnswer(200, {
    ...stored,
    upload_url: `https://storage.qamera.ai/signed/${id}?token=sandbox-upload-token`,
    upload_token: 'eyJhbGciOiJIUzI1NiJ9.sandbox.signature',
    expires_at: new Date(call.arrivedAt + HOUR_MS).toISOString(),
  });
};

/** Bulk: `{<plural>: [...]}` in, `{results: [...]}` out; an external_ref seen before answers `existing` with the same ids. */
const registerAll =
  (plural: 'images' | 'packshots', idField: 'image_id' | 'packshot_id'): PluginEndpoint =>
  (plugin) => {
    const body = readBody(plugin.call);
    const count = requiredList(body, plural).length;
    const refs = Array.from({ length: count }, (_, index) => {
      const at = (field: string): string => `${plural}.${index}.${field}`;
      requiredText(body, at('product_ref'), 200);
      requiredText(body, at('asset_id'));
      return requiredText(body, at('external_ref'), 200);
    });
    return jsonAnswer(200, { results: refs.map((ref) => registerOne(plugin, { plural, idField, ref })) });
  };
function registerOne(
  { installation, world }: PluginCall,
  what: { plural: string; idField: string; ref: string },
): Record<string, string> {
  const slot = `${installation.id} ${what.plural} ${what.ref}`;
  const known = world.registered.get(slot);
  if (known) return { ...known, status: 'existing' };
  const made = { external_ref: what.ref, product_id: world.newId(), [what.idField]: world.newId() };
  world.registered.set(slot, made);
  return { ...made, status: 'created' };
}
export const registerImages = registerAll('images', 'image_id');
export const registerPackshots = registerAll('packshots', 'packshot_id');
