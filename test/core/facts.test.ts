import { describe, expect, it } from 'vitest';
import { creditsIn, fieldIn, idOf, idsIn, saysRequired, scopeIn } from '../../src/core/facts.ts';

describe('the field a message names', () => {
  it.each([
    ["Validation failed: 'productId' is required.", 'productId'],
    ["Validation failed: 'config.product.id' is required.", 'config.product.id'],
    ['Validation failed: "count" must be at most 50.', 'count'],
    ["Missing required field: 'preferences'", 'preferences'],
    ['Missing required field: preferences', 'preferences'],
    ['Validation failed: count must be <= 50', 'count'],
    ['config.product.id is required', 'config.product.id'],
    ['jobs.0.unit_cost: must be >= 0', 'jobs.0.unit_cost'],
    ['images[2].external_ref: String must contain at least 1 character(s)', 'images[2].external_ref'],
    ['subjects: Required', 'subjects'],
    ["Invalid value for 'statusFilter'.", 'statusFilter'],
    ["'imageId' or 'generatedImageId' is required.", 'imageId or generatedImageId'],
    ["Either 'imageId' or 'generatedImageId' is required.", 'imageId or generatedImageId'],
  ])('%s', (message, field) => {
    expect(fieldIn(message)).toEqual({ field });
  });
  it.each([
    'Validation failed.',
    'Validation failed: the request body is not valid JSON.',
    'Error: must be something',
    'Request must be JSON.',
    'Content-Type must be application/json.',
    'Something is wrong with your preferences.',
    "It's required that you stop.",
    'Message: is required',
    '',
    "'".repeat(500),
    'a.'.repeat(250),
  ])('none in %j', (message) => {
    expect(fieldIn(message)).toEqual({});
  });
  it('missing and wrong are told apart', () => {
    expect(saysRequired("Validation failed: 'a.b' is required.", 'a.b')).toBe(true);
    expect(saysRequired("'count' must be at most 5. 'x' is required.", 'count')).toBe(false);
    expect(saysRequired('a.b: Required', 'a.b')).toBe(true);
    expect(saysRequired('a.b: must be >= 0', 'a.b')).toBe(false);
    expect(saysRequired('axb is required', 'a.b')).toBe(false);
  });
});

describe('credits in a message', () => {
  it.each([
    ['Insufficient credits. Required: 5, available: 2.', { creditsRequired: 5, creditsAvailable: 2, creditsShort: 3 }],
    [
      'Insufficient credits. Required: 1,200, available: 35.',
      { creditsRequired: 1200, creditsAvailable: 35, creditsShort: 1165 },
    ],
    [
      'Insufficient credits. Required: 5 credits, available: 0 credits.',
      { creditsRequired: 5, creditsAvailable: 0, creditsShort: 5 },
    ],
    ['required=2.5 available=2', { creditsRequired: 2.5, creditsAvailable: 2, creditsShort: 0.5 }],
    ['Available: 7; required: 9', { creditsRequired: 9, creditsAvailable: 7, creditsShort: 2 }],
    ['Available: -3, required: 4', { creditsRequired: 4, creditsAvailable: -3, creditsShort: 7 }],
  ])('%s', (message, facts) => {
    expect(creditsIn(message)).toEqual(facts);
  });
  it.each([
    ['Insufficient credits.', {}],
    ['Required: 5.', { creditsRequired: 5 }],
    ['Required: 5, available: 5.', { creditsRequired: 5, creditsAvailable: 5 }],
    ['Required: many, available: few.', {}],
    [`Required: ${'9'.repeat(400)}`, {}],
  ])('claims no more than %s', (message, facts) => {
    expect(creditsIn(message)).toEqual(facts);
  });
});

describe('the scope a message names', () => {
  it.each([
    ["Missing required scope: 'content.register'.", 'content.register'],
    ['Missing scope "plugin.jobs:create" on this key.', 'plugin.jobs:create'],
    ["The 'plugin.catalog:write' scope is required.", 'plugin.catalog:write'],
    ['Requires plugin.installations.manage', 'plugin.installations.manage'],
    ['Required scopes: plugin.jobs:write', 'plugin.jobs:write'],
  ])('%s', (message, scope) => {
    expect(scopeIn(message)).toEqual({ scope });
  });
  it.each(['Forbidden.', "The scope of 'this' is wide", "You don't have the scope; it's 'yes'.", 'plugin.example'])(
    'none in %s',
    (message) => {
      expect(scopeIn(message)).toEqual({});
    },
  );
});

it('ids', () => {
  expect(idsIn({ id: 'j1', order_id: 'o1' }, 'job')).toEqual({ jobId: 'j1', orderId: 'o1' });
  expect(idsIn({ id: 7 }, 'order')).toEqual({ orderId: '7' });
  expect(idsIn({ id: 'j1' }, undefined)).toEqual({});
  expect([idOf('<b>'), idOf(''), idOf(1.5), idOf(null), idOf('a'.repeat(121))]).toEqual([null, null, null, null, null]);
});
