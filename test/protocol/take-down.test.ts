import { describe, expect, it } from 'vitest';
import {
  bodyHash,
  buildBody,
  eraseFields,
  fieldValue,
  revealField,
  verifyField,
} from '@lanran/protocol/log/body';
import { revealBody } from '@lanran/protocol/proofs/bundle-parts';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import {
  entryHash,
  filesField,
  type ManifestEntry,
  revealEntries,
  verifyEntry,
} from '@lanran/protocol/files/manifest';
import { parseTakeDownScope, scopeHashOf, scopeOfText, scopeText } from '@lanran/protocol/assets/take-down';

/** docs/formats.md, "Taking down". */
const VECTOR = '0xe29353ed733391fb66f69903f13a2a51a7f2dd1466aeb5e19d80cfafb8398043';

describe('a scope', () => {
  it('is hashed as RFC 8785 has it; the whole asset is zero', () => {
    expect(scopeText({ version: 2, path: 'a/burial.tif' })).toBe('{"path":"a/burial.tif","version":2}');
    expect(scopeHashOf({ path: 'a/burial.tif', version: 2 })).toBe(VECTOR);
    expect(scopeHashOf({})).toBe(ZERO_32);
  });

  it('is read from its one text alone', () => {
    expect(scopeOfText('{"field":"title"}')).toEqual({ field: 'title' });
    for (const text of [
      '{"version":2,"path":"a.tif"}',
      ' {"field":"title"}',
      'It is sacred.',
      '{"all":true}',
    ])
      expect(scopeOfText(text)).toBeNull();
  });

  it.each([
    [{ version: 0 }, 'scope.version'],
    [{ version: 1.5 }, 'scope.version'],
    [{ path: '../a.tif' }, 'scope.path'],
    [{ field: 'files' }, 'scope.field'],
    [{ path: 'a.tif', field: 'title' }, 'scope.field'],
  ])('that is %j is refused at %s', (scope, field) => {
    expect(() => parseTakeDownScope(scope)).toThrow(
      expect.objectContaining({ field: expect.stringContaining(field) as string }),
    );
  });
});

describe('what is left of a body', () => {
  const body = buildBody({ schema: 'lanran/published/1', title: { en: 'Burial' }, zone: 'last' });

  it.each([['title'], ['zone'], ['schema', 'title']])(
    'without %s has the same hash, and proves itself',
    (...names) => {
      const rest = eraseFields(body, names);
      expect(bodyHash(rest)).toBe(bodyHash(body));
      expect(eraseFields(rest, names)).toEqual(rest);
      const { fields, size } = revealBody(rest);
      expect(fields).toHaveLength(3 - names.length);
      for (const field of fields)
        expect(verifyField(field, { bodyHash: bodyHash(body), size })).toEqual({ ok: true });
      for (const name of names) {
        expect(fieldValue(rest, name)).toBeUndefined();
        expect(() => revealField(rest, name)).toThrow('taken down');
      }
      expect(JSON.stringify(rest)).not.toContain(body.fields.find(({ name }) => name === names[0])?.salt);
    },
  );
});

describe('what is left of a manifest', () => {
  const entries = ['a.tif', 'b.tif', 'c.tif'].map((path): ManifestEntry => ({
    salt: randomBytes32(),
    path,
    bytes: 0,
    sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
    xxh64: 'ef46db3751d8e999',
  }));

  it('proves each entry that is kept', () => {
    const files = filesField(entries);
    const rest = entries.map((entry, at) => (at === 1 ? { leafHash: entryHash(entry) } : entry));
    const proofs = revealEntries(rest);
    expect(proofs.map(({ index }) => index)).toEqual([0, 2]);
    for (const proof of proofs) expect(verifyEntry(proof, files)).toEqual({ ok: true });
    expect(() => revealEntries(rest, [1])).toThrow('taken down');
  });
});
