import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bundle } from '@lanran/protocol/proofs/bundle';
import type { Check, Known } from '@lanran/protocol/proofs/check';
import { digestFile } from '@lanran/protocol/files/digest';
import { REASON_CODES } from '@lanran/protocol/licensing/reasons';
import { STATEMENT_KINDS } from '@lanran/protocol/log/statement';
import { buildTrust } from '@lanran/protocol/log/trust';
import { verifyBundle } from '@lanran/protocol/proofs/verify';
import { isAcceptedEvidence } from '@lanran/protocol/proofs/verify-log';
import { STUDIO } from './builders.ts';
import { buildCase, LICENSES_ADDRESS, type Case, type CaseOptions } from './bundles.ts';

const DOCUMENT = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');

let whole: Case;
beforeAll(async () => {
  whole = await buildCase();
});

/** Said in docs/formats.md under "Checks", for whoever writes a verifier from it alone. */
describe('what the document says of checks', () => {
  const outcomes = async (
    changes: Partial<Bundle>,
    known: Known = whole.known,
  ): Promise<Map<string, Check>> =>
    byName((await verifyBundle({ ...whole.bundle, ...changes }, known)).checks);
  const without = (...names: (keyof Bundle)[]): Partial<Bundle> =>
    Object.fromEntries(names.map((name) => [name, undefined]));
  const outcomesOf = async (options: CaseOptions): Promise<Map<string, Check>> => {
    const { bundle, known } = await buildCase(options);
    return byName((await verifyBundle(bundle, known)).checks);
  };

  it('lists every check in the order that reports have', async () => {
    const table = DOCUMENT.slice(DOCUMENT.indexOf('| check | fails when |')).split('\n\n')[0] ?? '';
    const documented = [...table.matchAll(/^\| `([a-z ]+)` \|/gm)].map(([, name]) => name);
    const agreement = await digestFile([]);
    const checks = [...(await outcomes({ fixity: [] }, { ...whole.known, agreement })).keys()];
    expect(documented).toEqual(['format', ...checks]);
  });

  it.each<[string, NonNullable<CaseOptions['signed']>, string]>([
    ['of a legacy transaction by its v (EIP-155)', { type: 0, chainId: 4_242n }, 'pass'],
    ['of a legacy transaction for another chain', { type: 0, chainId: 4_243n }, 'fail'],
    ['of none in a legacy transaction of v 27 or 28', { type: 0, chainId: 0n }, 'fail'],
    ['of a typed transaction by its member', { type: 2, chainId: 4_242n }, 'pass'],
    ['of a typed transaction for another chain', { type: 2, chainId: 4_243n }, 'fail'],
  ])('takes the chain id %s', async (_what, signed, status) => {
    expect((await outcomesOf({ signed })).get('anchor')?.status).toBe(status);
  });

  it('needs no transaction, anchor or membership, which leave checks unknown', async () => {
    const { transaction: _transaction, ...anchor } = whole.bundle.anchor ?? never();
    expect((await outcomes({ anchor })).get('anchor')?.status).toBe('pass');
    expect((await outcomes(without('membership'))).get('membership')?.status).toBe('unknown');
    const bare = await outcomes(without('membership', 'license', 'anchor'));
    expect(['anchor', 'block', 'membership'].map((name) => bare.get(name)?.status)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('fails a membership of another organization than the body names', async () => {
    const { bundle, known } = await buildCase({ reveal: ['organization'] });
    const [field] = bundle.body.fields;
    const body = { ...bundle.body, fields: [{ ...(field ?? never()), value: STUDIO }] };
    const checks = byName((await verifyBundle({ ...bundle, body }, known)).checks);
    expect(checks.get('membership')?.reason).toContain('the body names another organization');
  });

  it('accepts with no field revealed, and with no file listed', async () => {
    const { bundle, known } = await buildCase({ reveal: [] });
    const { files: _files, ...offline } = known;
    const { ok, checks } = await verifyBundle({ ...bundle, files: [] }, offline);
    expect(ok).toBe(true);
    expect(checks.filter(({ status }) => status !== 'pass').map(({ name }) => name)).toEqual([
      'files',
      'title stated',
    ]);
  });

  it('compares each value that it names with the trust file, and a contract it does not name fails', async () => {
    const { logId, checkpointKey, chainId, contracts } = whole.known.trust;
    const others: [string, Partial<Parameters<typeof buildTrust>[0]>][] = [
      ['chain id', { chainId: '4243' }],
      ['contract ProvenanceLog', { contracts: { ...contracts, ProvenanceLog: LICENSES_ADDRESS } }],
      ['contract Organizations', { contracts: { ...contracts, Organizations: LICENSES_ADDRESS } }],
      ['contract AssetRegistry', { contracts: { ...contracts, AssetRegistry: LICENSES_ADDRESS } }],
      ['contract ConsentRegistry', { contracts: { ...contracts, ConsentRegistry: LICENSES_ADDRESS } }],
      [
        'contract LicenseToken',
        { contracts: { ProvenanceLog: address('ProvenanceLog'), Organizations: address('Organizations') } },
      ],
    ];
    for (const [named, changed] of others) {
      const trust = buildTrust({ logId, checkpointKey, chainId, contracts, ...changed });
      const check = (await outcomes({}, { ...whole.known, trust })).get('log identity');
      expect([check?.status, check?.reason]).toEqual(['fail', expect.stringContaining(named)]);
    }
    const trust = buildTrust({ logId, checkpointKey, chainId: '4243', contracts: {} });
    const bare = await outcomes(without('anchor', 'membership', 'license', 'sale'), {
      ...whole.known,
      trust,
    });
    expect(bare.get('log identity')?.status).toBe('pass');
  });

  const address = (name: string) => whole.known.trust.contracts[name] ?? never();
});

describe('what the document says of files', () => {
  it('is the CID of one raw leaf up to 1 MiB, a dag-pb root above it, and XXH64 with seed 0', async () => {
    const [empty, leaf, two] = await Promise.all(
      [0, 1_048_576, 1_048_577].map((bytes) => digestFile([new Uint8Array(bytes)])),
    );
    // xxHash's own value for no bytes and seed 0.
    expect(empty?.xxh64).toBe('ef46db3751d8e999');
    expect([empty, leaf, two].map((digest) => digest?.cid.slice(0, 4))).toEqual(['bafk', 'bafk', 'bafy']);
  });
});

function byName(checks: readonly Check[]): Map<string, Check> {
  return new Map(checks.map((check) => [check.name, check]));
}

function never(): never {
  throw new Error('The case lacks what the test changes.');
}

describe('what the document says of kinds', () => {
  const section = (from: string, to: string): string =>
    DOCUMENT.slice(DOCUMENT.indexOf(from), DOCUMENT.indexOf(to, DOCUMENT.indexOf(from)));

  it('names every kind, and no other, where statements and the events that make them are listed', () => {
    const ownKinds = /zeros: `([a-z -]+)`, and those of chain events/.exec(DOCUMENT)?.[1]?.split(' ') ?? [];
    const table = section('| event | kind | subject |', '\n\n').split('\n').slice(2);
    const ofEvents = table.flatMap((row) =>
      [...(row.split('|')[2] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind),
    );
    expect([...ownKinds, ...ofEvents].sort()).toEqual([...STATEMENT_KINDS].sort());
  });

  it('names the kinds that a member or the checkpoint key may sign, and leaves the rest to the chain', () => {
    const rules = section('**Evidence** by kind:', '\n\n');
    const named = (after: string) =>
      new RegExp(`${after} for \`([a-z -]+)\``).exec(rules)?.[1]?.split(' ') ?? [];
    const byMember = named('member or batch');
    const byKey = named('checkpoint key');
    const byEither = named('those or a chain event');
    for (const kind of STATEMENT_KINDS) {
      const isSigned = byMember.includes(kind) || byEither.includes(kind);
      expect([kind, isAcceptedEvidence(kind, 'member')]).toEqual([kind, isSigned]);
      expect([kind, isAcceptedEvidence(kind, 'note')]).toEqual([kind, byKey.includes(kind)]);
      const isDecided = !byMember.includes(kind) && !byKey.includes(kind);
      expect([kind, isAcceptedEvidence(kind, 'chain-event')]).toEqual([kind, isDecided]);
    }
  });

  it('numbers every reason as the contracts do', () => {
    const rows = [...DOCUMENT.matchAll(/^\| (\d+) \| `([A-Z_]+)` \|/gm)];
    expect(Object.fromEntries(rows.map(([, code, name]) => [name, Number(code)]))).toEqual(REASON_CODES);
  });
});
