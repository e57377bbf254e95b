import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import {
  bodyHash,
  buildBody,
  encodeField,
  fieldValue,
  MAX_FIELD_BYTES,
  MAX_FIELDS,
  parseBody,
  parseFieldProof,
  revealField,
  verifyField,
} from '@lanran/protocol/log/body';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { canonicalJson, parseCanonicalJson, type JsonValue } from '@lanran/protocol/kernel/json';
import { filled } from './builders.ts';

const arbitraryName = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9.]{0,10}$/);
const arbitraryFields = fc.dictionary(arbitraryName, fc.jsonValue({ maxDepth: 3 }), {
  minKeys: 1,
  maxKeys: 12,
});

describe('body', () => {
  it('reveals each field so that it proves into the body’s hash, and any other value or name does not', () => {
    fc.assert(
      fc.property(arbitraryFields, (fields) => {
        const body = buildBody(fields as Record<string, JsonValue>);
        const claim = { bodyHash: bodyHash(body), size: body.fields.length };
        for (const { name } of body.fields) {
          const proof = revealField(body, name);
          expect(verifyField(proof, claim)).toEqual({ ok: true });
          expect(parseFieldProof(JSON.parse(canonicalJson(proof)), 'field')).toEqual(
            JSON.parse(canonicalJson(proof)),
          );
          expect(verifyField({ ...proof, value: [proof.value] }, claim).ok).toBe(false);
          expect(verifyField({ ...proof, name: `${name}x` }, claim).ok).toBe(false);
          expect(verifyField({ ...proof, salt: filled(0) }, claim).ok).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order in which fields are given', () => {
    const salts = { a: filled(1), b: filled(2) };
    const one = buildBody({ a: 1, b: { x: 1, y: 2 } }, { salts });
    const other = buildBody({ b: { y: 2, x: 1 }, a: 1 }, { salts });
    expect(bodyHash(one)).toBe(bodyHash(other));
  });

  it('hides values behind salts: the same fields hash differently each time', () => {
    expect(bodyHash(buildBody({ title: 'x' }))).not.toBe(bodyHash(buildBody({ title: 'x' })));
  });

  it('hashes the RFC 8785 bytes of salt, name and value', () => {
    const field = { salt: filled(1), name: 'title', value: { zh: '蓝染', en: 'Indigo' } };
    expect(encodeField(field)).toEqual(utf8(`["${filled(1)}","title",{"en":"Indigo","zh":"蓝染"}]`));
  });

  it('survives storage', () => {
    const body = buildBody({ title: { zh: '百褶裙' }, version: 1 });
    expect(parseBody(JSON.parse(JSON.stringify(body)))).toEqual(body);
    expect(fieldValue(body, 'version')).toBe(1);
    expect(fieldValue(body, 'absent')).toBeUndefined();
  });

  const deep = JSON.parse(`${'['.repeat(9)}${']'.repeat(9)}`) as JsonValue;
  it.each<[string, string, Record<string, JsonValue>]>([
    ['an oversized field', 'description', { description: 'x'.repeat(MAX_FIELD_BYTES) }],
    ['a field nested too deeply', 'terms[0][0][0][0][0][0][0][0]', { terms: deep }],
    ['a name with a space', 'a b', { 'a b': 1 }],
    ['a name that starts with a digit', '1st', { '1st': 1 }],
    ['half a surrogate pair', 'title', { title: '\ud800' }],
    ['a number that is none', 'version', { version: NaN }],
    ['undefined', 'version', { version: undefined as unknown as JsonValue }],
    ['a date', 'date', { date: new Date(0) as unknown as JsonValue }],
    ['no fields', 'body', {}],
    [
      'too many fields',
      'body',
      Object.fromEntries(Array.from({ length: MAX_FIELDS + 1 }, (_, n) => [`f${n}`, n])),
    ],
  ])('refuses %s and names it', (_what, field, fields) => {
    expect(() => buildBody(fields)).toThrow(expect.objectContaining({ field }));
    expect(() => buildBody(fields)).toThrow(FormatError);
  });

  it('refuses stored fields that are unsorted or repeated', () => {
    const { fields } = buildBody({ a: 1, b: 2 });
    expect(() => parseBody({ fields: [...fields].reverse() })).toThrow(/order of names/);
    expect(() => parseBody({ fields: [...fields, ...fields.slice(1)] })).toThrow(/repeated/);
  });

  it('has no field to reveal by another name', () => {
    expect(() => revealField(buildBody({ a: 1 }), 'b')).toThrow(FormatError);
  });
});

describe('canonical JSON', () => {
  it('is a fixed point of reading and writing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(parseCanonicalJson(text, 'text'))).toBe(text);
      }),
    );
  });

  it.each([
    ['spacing', '{"a": 1}'],
    ['order', '{"b":1,"a":1}'],
    ['a repeated member', '{"a":1,"a":1}'],
    ['a needless escape', '{"a":"\\u0061"}'],
    ['another number text', '{"a":1.0}'],
    ['minus zero', '-0'],
    ['a number beyond doubles', '9007199254740993'],
    ['trailing text', '1 '],
    ['no JSON at all', '{'],
    ['half a surrogate pair', '"\\ud800"'],
    ['endless nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('refuses %s', (_what, text) => {
    expect(() => parseCanonicalJson(text, 'text')).toThrow(FormatError);
  });

  it('keeps a member named __proto__ as any other', () => {
    const text = '{"__proto__":{"a":1}}';
    expect(canonicalJson(parseCanonicalJson(text, 'text'))).toBe(text);
  });
});
