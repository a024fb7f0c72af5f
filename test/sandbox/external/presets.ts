// POST /presets: the one multipart request of External. Free, as far as its page tells.
import type { Answer } from '../exchange.ts';
import { jsonAnswer } from '../exchange.ts';
import { requiredText } from '../fields.ts';
import { Refusal } from '../refusal.ts';
import { makeRecord } from './content.ts';
import type { ExternalCall } from './external-api.ts';

const REQUIRED = ['name', 'quantityGuidelines', 'qualityGuidelines'];

export async function createPreset({ call, key, world }: ExternalCall): Promise<Answer> {
  const form = await readForm(call.body, call.headers['content-type'] ?? '');
  const fields = Object.fromEntries(form.entries());
  for (const name of REQUIRED) requiredText(fields, name);
  const id = world.newId();
  world.content.get(key.account)?.presets.unshift(makeRecord(id, requiredText(fields, 'name'), call.arrivedAt));
  return jsonAnswer(200, { success: true, presetId: id });
}

async function readForm(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new Refusal(400, 'invalid_input', 'Validation failed: the request body must be multipart/form-data.');
  }
}
