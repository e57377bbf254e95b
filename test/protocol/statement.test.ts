import { AbiCoder, TypedDataEncoder, Wallet } from 'ethers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex, uintBytes, utf8, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseAssetId, parseLogId } from '@lanran/protocol/kernel/ids';
import {
  decodeStatement,
  encodeStatement,
  isKnownKind,
  kindBytes,
  parseStatement,
  slotOf,
  statementDigest,
  statementHash,
  statementTypedData,
  STATEMENT_KINDS,
} from '@lanran/protocol/log/statement';
import { arbitraryStatement, buildStatement, filled, LOG_ID } from './builders.ts';

describe('statement', () => {
  it('encodes as Solidity’s abi.encode does, and decodes to itself', () => {
    fc.assert(
      fc.property(arbitraryStatement, (statement) => {
        const words = [kindBytes(statement.kind), statement.assetId, statement.community];
        const expected = AbiCoder.defaultAbiCoder().encode(
          ['bytes32', 'bytes32', 'bytes32', 'bytes32', 'bytes32', 'uint64'],
          [...words, statement.previous, statement.bodyHash, statement.issuedAt],
        );
        expect(toHex(encodeStatement(statement))).toBe(expected);
        expect(decodeStatement(encodeStatement(statement))).toEqual(statement);
        expect(parseStatement(JSON.parse(JSON.stringify(statement)))).toEqual(statement);
      }),
    );
  });

  it('has the digest that ethers computes from the typed data', () => {
    fc.assert(
      fc.property(arbitraryStatement, (statement) => {
        const { domain, types, message } = statementTypedData(statement, LOG_ID);
        const signed = { Statement: [...(types['Statement'] ?? [])] };
        expect(statementDigest(statement, LOG_ID)).toBe(TypedDataEncoder.hash(domain, signed, message));
        expect(statementHash(statement)).toBe(TypedDataEncoder.from(signed).hash(message));
      }),
    );
  });

  it('is signed by ethers as by the platform, and by nobody in another installation', async () => {
    const statement = buildStatement();
    const wallet = new Wallet(`0x${'11'.repeat(32)}`);
    const { domain, types, message } = statementTypedData(statement, LOG_ID);
    const signature = await wallet.signTypedData(
      domain,
      { Statement: [...(types['Statement'] ?? [])] },
      message,
    );
    const { memberSignatureSigner } = await import('@lanran/protocol/log/evidence');
    expect(memberSignatureSigner(statement, LOG_ID, signature as Hex)).toBe(wallet.address.toLowerCase());
    const other = parseLogId(`0x${'99'.repeat(32)}`);
    expect(memberSignatureSigner(statement, other, signature as Hex)).not.toBe(wallet.address.toLowerCase());
  });

  it('gives chained kinds one slot for each predecessor, others their own', () => {
    const first = buildStatement({ kind: 'revised', issuedAt: 1 });
    const second = buildStatement({ kind: 'published', issuedAt: 2 });
    expect(slotOf(first)).toBe(slotOf(second));
    const third = buildStatement({ kind: 'revised', previous: filled(8) });
    const fourth = buildStatement({ kind: 'withdrawn', previous: filled(8) });
    expect(slotOf(third)).toBe(slotOf(fourth));
    const note = buildStatement({ kind: 'attested' });
    expect(slotOf(note)).toBe(statementHash(note));
  });

  it.each(['transferred', 'withdrawn'] as const)(
    'gives what a contract decided, %s, its own slot: it names no statement before it',
    (kind) => {
      const decided = buildStatement({ kind });
      expect(slotOf(decided)).toBe(statementHash(decided));
      expect(slotOf(decided)).not.toBe(slotOf(buildStatement()));
    },
  );

  it('has room for every kind in 32 bytes', () => {
    for (const kind of STATEMENT_KINDS) expect(kind).toMatch(/^[a-z-]{1,31}$/);
  });

  it('of a later kind reads back as it was written, in bytes and JSON, and is known to be none of ours', () => {
    const later = fc.stringMatching(/^[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,2}$/);
    fc.assert(
      fc.property(later, (kind) => {
        const statement = parseStatement({ ...buildStatement(), kind });
        expect(decodeStatement(encodeStatement(statement))).toEqual(statement);
        expect(isKnownKind(statement.kind)).toBe(STATEMENT_KINDS.some((known) => known === kind));
        if (!isKnownKind(statement.kind))
          expect(slotOf({ ...statement, previous: filled(7) })).toBe(
            statementHash({ ...statement, previous: filled(7) }),
          );
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    '',
    'Published',
    'taken down',
    'taken_down',
    '-taken',
    'taken-',
    'a--b',
    '1st',
    'a'.repeat(32),
    'é',
  ])('is not of kind %j, which no version writes', (kind) => {
    expect(() => parseStatement({ ...buildStatement(), kind })).toThrow(
      /statement\.kind: must be lower-case/,
    );
  });

  it('refuses bytes that are not exactly a statement', () => {
    const bytes = encodeStatement(buildStatement());
    expect(() => decodeStatement(bytes.subarray(1))).toThrow(/192 bytes/);
    expect(() => decodeStatement(concat(fromHex(ZERO_32), bytes.subarray(32)))).toThrow(/statement\.kind/);
    const unpadded = concat(new Uint8Array(32).fill(0x61), bytes.subarray(32));
    expect(() => decodeStatement(unpadded)).toThrow(/not padded with zeros/);
    const hidden = concat(utf8('published\0x'), new Uint8Array(21), bytes.subarray(32));
    expect(() => decodeStatement(hidden)).toThrow(/not padded with zeros/);
    const beyondUint64 = concat(bytes.subarray(0, 160), uintBytes(1n << 64n, 32));
    expect(() => decodeStatement(beyondUint64)).toThrow(/statement\.issuedAt/);
  });

  const wire: Record<string, unknown> = { ...buildStatement() };
  it.each([
    ['statement.kind', { ...wire, kind: 'Published' }],
    ['statement.assetId', { ...wire, assetId: buildStatement().assetId.toUpperCase() }],
    ['statement.previous', { ...wire, previous: '0x00' }],
    ['statement.issuedAt', { ...wire, issuedAt: '1' }],
    ['statement.issuedAt', { ...wire, issuedAt: 1.5 }],
    ['statement.note', { ...wire, note: 'hello' }],
    ['statement', null],
  ])('names %s when the JSON is wrong there', (field, value) => {
    expect(() => parseStatement(value)).toThrow(expect.objectContaining({ field }));
    expect(() => parseStatement(value)).toThrow(FormatError);
  });

  it('names a missing field', () => {
    const rest = Object.fromEntries(Object.entries(wire).filter(([name]) => name !== 'bodyHash'));
    expect(() => parseStatement(rest)).toThrow(/statement\.bodyHash: is missing/);
  });

  it('keeps ids of one case, so that equal ids are equal texts', () => {
    expect(() => parseAssetId(`0x${'AB'.repeat(32)}`)).toThrow(FormatError);
  });
});
