import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatBundle, parseBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import { isStrictlyOk, type CheckName, type Known, type Report } from '@lanran/protocol/proofs/check';
import { contractProofOfRpc } from '@lanran/protocol/chain/contract-state';
import { generateNoteKey } from '@lanran/protocol/log/note';
import { buildTrust } from '@lanran/protocol/log/trust';
import { verifyBundle, verifyBundleText } from '@lanran/protocol/proofs/verify';
import {
  assetIdOf,
  parseLicenseId,
  parseLogId,
  parseOrganizationId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { parseStatement } from '@lanran/protocol/log/statement';
import { buildCase, flipByte, LICENSES_ADDRESS, type Case, type CaseOptions } from './bundles.ts';
import { buildStatement, filled, MUSEUM, STUDIO } from './builders.ts';
import { walks } from '../support/walks.ts';

const statusOf = (report: Report, name: CheckName): string =>
  report.checks.find((check) => check.name === name)?.status ?? 'absent';
const failed = (report: Report): string[] =>
  report.checks.filter(({ status }) => status === 'fail').map(({ name }) => name);

const arbitraryChar = fc.constantFrom(
  ...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFXYZ+/="\\{}[],:.-_ \n—裙'.split(''),
);

let whole: Case;
beforeAll(async () => {
  whole = await buildCase();
});

describe('proof bundle', () => {
  it.each<[string, CaseOptions]>([
    ['signed by a member', {}],
    ['signed in a batch', { isBatch: true }],
    ['anchored in the first lane', { lane: 0 }],
  ])('%s passes every check when everything is known', async (_what, options) => {
    const { bundle, known } = await buildCase(options);
    const text = formatBundle(bundle);
    expect(parseBundle(text)).toEqual(bundle);
    const report = await verifyBundleText(text, known);
    expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(report).toMatchObject({ ok: true });
    expect(report.checks.map(({ name }) => name)).toEqual([
      'format',
      'body',
      'files',
      'signature',
      'membership',
      'inclusion',
      'checkpoint',
      'log identity',
      'anchor',
      'block',
      'witness',
      'license',
      'consent',
      'undisputed',
      'title stated',
    ]);
  });

  it('offline and without trust says what it cannot know, and is not strictly ok', async () => {
    const report = await verifyBundle(whole.bundle);
    const unknowns = report.checks.filter(({ status }) => status === 'unknown').map(({ name }) => name);
    // What the header proves is not proven while nobody says that the block is the chain's.
    const resting = ['membership', 'anchor', 'license', 'consent', 'undisputed'];
    expect(unknowns.filter((name) => !resting.includes(name))).toEqual([
      'files',
      'log identity',
      'block',
      'witness',
    ]);
    expect(resting.filter((name) => !unknowns.includes(name as CheckName))).toEqual([]);
    expect(report.ok).toBe(true);
    expect(isStrictlyOk(report)).toBe(false);
  });

  it('may list some of its version’s files, unless the verifier needs all of them', async () => {
    const { bundle, known } = whole;
    const { files: _, ...offline } = known;
    const partial = { ...bundle, files: bundle.files.slice(1) };
    const outcomeOf = async (of: Bundle, by: Known) =>
      (await verifyBundle(of, by)).checks.find(({ name }) => name === 'files');
    const [, atHand = ''] = [...known.files.keys()];
    const files = new Map([...known.files].filter(([path]) => path === atHand));
    const reason = "1 of the version's 2 files are listed";
    expect(await outcomeOf(partial, { ...offline, files })).toMatchObject({ status: 'unknown', reason });
    expect(await outcomeOf(partial, { ...offline, mustList: 'ALL' })).toMatchObject({
      status: 'fail',
      reason,
    });
    expect(await outcomeOf(bundle, { ...offline, mustList: 'ALL' })).toMatchObject({ status: 'pass' });
    const [gone = ''] = [...known.files.keys()].filter((path) => path !== atHand);
    expect(await outcomeOf(partial, known)).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining(`${gone} is not among the 1 of 2 files that are listed`) as string,
    });
    const hidden = { ...bundle, files: [], body: { ...bundle.body, fields: [] } };
    expect(await outcomeOf(hidden, { ...offline, mustList: 'ALL' })).toMatchObject({ status: 'fail' });
  });

  it('never passes what a header proves before the block is known to be the chain’s: anybody can make a header', async () => {
    const forged = await buildCase();
    const { chain: _chain, ...offline } = forged.known;
    const report = await verifyBundleText(formatBundle(forged.bundle), offline);
    expect(
      ['anchor', 'membership', 'license', 'block'].map((name) => statusOf(report, name as CheckName)),
    ).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    const elsewhere = {
      ...forged.known,
      chain: { ...forged.known.chain, findBlockHash: async () => filled(7) },
    };
    const refuted = await verifyBundleText(formatBundle(forged.bundle), elsewhere);
    expect(failed(refuted)).toEqual(['block', 'consent', 'undisputed']);
    expect(statusOf(refuted, 'license')).toBe('unknown');
  });

  it('without anchor, membership and license leaves these unknown', async () => {
    const { format, logId, checkpointKey, statement, evidence, body, files, leaf, checkpoint } = whole.bundle;
    const rest = { format, logId, checkpointKey, statement, evidence, body, files, leaf, checkpoint };
    const report = await verifyBundleText(formatBundle(rest), whole.known);
    expect(report.ok).toBe(true);
    expect(
      ['anchor', 'block', 'membership', 'license'].map((name) => statusOf(report, name as CheckName)),
    ).toEqual(['unknown', 'unknown', 'unknown', 'absent']);
  });

  it('proves the number of fields even when only some are revealed', async () => {
    const { bundle, known } = await buildCase({ reveal: ['files', 'access'] });
    expect(bundle.body.fields.map(({ name }) => name)).toEqual(['access', 'files']);
    expect(statusOf(await verifyBundle(bundle, known), 'body')).toBe('pass');
    for (let size = 2; size <= 64; size++) {
      if (size === bundle.body.size) continue;
      const report = await verifyBundle({ ...bundle, body: { ...bundle.body, size } }, known);
      expect(statusOf(report, 'body')).toBe('fail');
    }
  });
});

describe('every byte of a bundle is covered', () => {
  it.each<[string, CaseOptions]>([
    ['with all fields revealed', {}],
    ['with few fields revealed, in a batch', { reveal: ['files'], isBatch: true }],
  ])('%s: no changed character passes', async (_what, options) => {
    const { bundle, known } = await buildCase(options);
    const text = formatBundle(bundle);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), arbitraryChar, async (at, char) => {
        fc.pre(text[at] !== char);
        const report = await verifyBundleText(text.slice(0, at) + char + text.slice(at + 1), known);
        expect(isStrictlyOk(report)).toBe(false);
      }),
      { numRuns: walks(50) },
    );
  });

  it('offline and without trust, too, nothing of the log’s own bundle can be changed', async () => {
    const { checkpoint, ...bundle } = whole.bundle;
    const own = checkpoint.split('\n').slice(0, -2).join('\n') + '\n';
    const text = formatBundle({ ...bundle, checkpoint: own });
    expect(failed(await verifyBundleText(text))).toEqual([]);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), arbitraryChar, async (at, char) => {
        fc.pre(text[at] !== char);
        const report = await verifyBundleText(text.slice(0, at) + char + text.slice(at + 1));
        expect(failed(report)).not.toEqual([]);
      }),
      { numRuns: walks(50) },
    );
  });

  it('no character can be left out, doubled or added', async () => {
    const text = formatBundle(whole.bundle);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.boolean(), async (at, isDoubled) => {
        const changed =
          text.slice(0, at) + (isDoubled ? (text[at] ?? '').repeat(2) : '') + text.slice(at + 1);
        fc.pre(changed !== text);
        // A witness under a changed name is one nobody knows: unknown, not wrong.
        expect(isStrictlyOk(await verifyBundleText(changed, whole.known))).toBe(false);
      }),
      { numRuns: walks(30) },
    );
    expect(failed(await verifyBundleText(`${text}\n`, whole.known))).toEqual(['format']);
    expect(failed(await verifyBundleText('', whole.known))).toEqual(['format']);
  });

  it('no array can be lengthened and no unknown member added, at any depth', async () => {
    const base = JSON.parse(formatBundle(whole.bundle)) as unknown;
    const places = [...placesOf(base)];
    expect(places.length).toBeGreaterThan(50);
    const { canonicalJson } = await import('@lanran/protocol/kernel/json');
    for (const path of places) {
      const changed = structuredClone(base);
      const target = path.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], changed);
      // Inside revealed values and titles any member is legal JSON, but the hash covers it.
      if (Array.isArray(target)) target.push(target.at(-1) ?? filled(1));
      else (target as Record<string, unknown>)['extra'] = 1;
      const report = await verifyBundleText(canonicalJson(changed), whole.known);
      expect(failed(report), path.join('.')).not.toEqual([]);
    }
  });
});

function* placesOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) return;
  yield path;
  for (const [name, item] of Object.entries(value)) yield* placesOf(item, [...path, name]);
}

describe('a statement of a kind that a later version has', () => {
  const kind = parseStatement({ ...buildStatement(), kind: 'sealed-anew' }).kind;
  const JUDGED: readonly CheckName[] = [
    'files',
    'signature',
    'membership',
    'license',
    'consent',
    'undisputed',
    'title stated',
  ];

  it('is not refused as broken, and proves nothing: what only that version can judge is unknown', async () => {
    const later = await buildCase({ statement: { kind } });
    const report = await verifyBundleText(formatBundle(later.bundle), later.known);
    expect(failed(report)).toEqual([]);
    for (const { name, status, reason } of report.checks) {
      expect([name, status]).toEqual([name, JUDGED.includes(name) ? 'unknown' : 'pass']);
      if (status === 'unknown')
        expect(reason).toContain('sealed-anew is a kind of statement that this version');
    }
    expect(isStrictlyOk(report)).toBe(false);
  });

  it.each<[string, Partial<Bundle>]>([
    ['a signature that is none', { evidence: { type: 'member', signature: `0x${'00'.repeat(65)}` } }],
    ['evidence by the checkpoint key', { evidence: { type: 'note', signature: `0x${'00'.repeat(64)}` } }],
    ['outcomes of a fixity run', { fixity: [] }],
  ])('never counts %s', async (_what, changes) => {
    const later = await buildCase({ statement: { kind } });
    const report = await verifyBundle({ ...later.bundle, ...changes }, later.known);
    expect(report.checks.filter(({ name, status }) => JUDGED.includes(name) && status === 'pass')).toEqual(
      [],
    );
    expect(statusOf(report, 'signature')).toBe('unknown');
  });

  it('still has to be the leaf and the body that it says', async () => {
    const later = await buildCase({ statement: { kind } });
    const [first, ...rest] = later.bundle.body.fields;
    const body = { ...later.bundle.body, fields: [{ ...(first ?? never()), value: 'OPEN' }, ...rest] };
    expect(failed(await verifyBundle({ ...later.bundle, body }, later.known))).toEqual(['body']);
    const statement = { ...later.bundle.statement, issuedAt: 1 };
    expect(failed(await verifyBundle({ ...later.bundle, statement }, later.known))).toEqual(['inclusion']);
  });
});

describe.each(['agreed', 'used'] as const)('a statement of kind %s', (kind) => {
  const build = async (options: CaseOptions = {}) => {
    const { bundle, known } = await buildCase({ statement: { kind }, isUnopened: true, ...options });
    const { license: _license, sale: _sale, files: _files, ...rest } = bundle;
    return { bundle: { ...rest, files: [] }, known: { ...known, files: new Map() } };
  };

  it('proves a member of the organization that it names, though another made the asset’s id', async () => {
    const { bundle, known } = await build();
    const report = await verifyBundleText(formatBundle(bundle), known);
    expect(statusOf(report, 'membership')).toBe('pass');
    expect(failed(report)).toEqual([]);
  });

  it('fails with another organization, none revealed, or a salt that opens nothing', async () => {
    const { bundle, known } = await build();
    const other = { ...(bundle.membership ?? never()), organizationId: STUDIO };
    expect(failed(await verifyBundle({ ...bundle, membership: other }, known))).toEqual(['membership']);
    const hidden = await build({ reveal: ['schema'] });
    expect(failed(await verifyBundle(hidden.bundle, hidden.known))).toEqual(['membership']);
    const salted = await build({ isUnopened: false });
    expect(failed(await verifyBundle(salted.bundle, salted.known))).toEqual(['membership']);
  });
});

describe('a check names what is wrong', () => {
  const change = async (changes: Partial<Bundle>, known: Known = whole.known): Promise<Report> =>
    verifyBundle({ ...whole.bundle, ...changes }, known);

  it('format: a bundle that is not canonical', async () => {
    const report = await verifyBundleText(JSON.stringify(JSON.parse(formatBundle(whole.bundle)), null, 1));
    expect(report).toMatchObject({ ok: false, checks: [{ name: 'format', status: 'fail' }] });
  });

  it('files: a changed file, by its name and the hash that differs', async () => {
    const files = new Map(whole.known.files);
    const front = files.get('media/front.tif');
    files.set('media/front.tif', { ...(front ?? never()), sha256: '00'.repeat(32) });
    const report = await change({}, { ...whole.known, files });
    expect(failed(report)).toEqual(['files']);
    expect(report.checks.find(({ name }) => name === 'files')?.reason).toMatch(
      /media\/front\.tif differs: its sha256/,
    );
  });

  it('files: a file that was never published', async () => {
    const files = new Map([['other.tif', { bytes: 1, sha256: '00'.repeat(32), cid: 'x', xxh64: 'y' }]]);
    expect(failed(await change({}, { ...whole.known, files }))).toEqual(['files']);
  });

  it('files: finds a renamed file by its content, and says which are not at hand', async () => {
    const front = whole.known.files.get('media/front.tif') ?? never();
    const report = await change({}, { ...whole.known, files: new Map([['renamed.tif', front]]) });
    expect(report.checks.find(({ name }) => name === 'files')).toMatchObject({
      status: 'unknown',
      reason: expect.stringMatching(/1 of 2 .* media\/back\.tif/),
    });
  });

  it('files: all that are listed must be there, where a package is checked', async () => {
    const front = whole.known.files.get('media/front.tif') ?? never();
    const known = { ...whole.known, mustHave: 'LISTED' } as const;
    expect(failed(await change({}, known))).toEqual([]);
    const partial = { ...known, files: new Map([['media/front.tif', front]]) };
    expect(failed(await change({}, partial))).toEqual(['files']);
    expect(failed(await change({}, { ...known, files: new Map() }))).toEqual(['files']);
  });

  it('body and inclusion: an edited record in the operator’s database', async () => {
    const [first, ...rest] = whole.bundle.body.fields;
    const edited = { ...(first ?? never()), value: 'OPEN' };
    expect(failed(await change({ body: { ...whole.bundle.body, fields: [edited, ...rest] } }))).toEqual([
      'body',
    ]);
    const statement = { ...whole.bundle.statement, issuedAt: 1 };
    expect(failed(await change({ statement }))).toEqual(['membership', 'inclusion', 'license']);
  });

  it('signature: the operator’s key in place of a member’s', async () => {
    const report = await change({ evidence: { type: 'note', signature: `0x${'00'.repeat(64)}` } });
    expect(failed(report)).toContain('signature');
  });

  it('checkpoint: a key that did not sign it', async () => {
    const { vkey } = generateNoteKey(whole.bundle.checkpointKey.split('+')[0] ?? '');
    expect(failed(await change({ checkpointKey: vkey }))).toEqual(['checkpoint', 'log identity']);
  });

  it('log identity: another installation’s trust file', async () => {
    const logId = parseLogId(filled(0x99));
    const { vkey } = generateNoteKey(`lanran/${'99'.repeat(32)}`);
    const trust = buildTrust({ logId, checkpointKey: vkey, chainId: '1', contracts: {} });
    const report = await change({}, { ...whole.known, trust });
    expect(failed(report)).toEqual(['log identity']);
    const otherContract = {
      ...whole.known.trust,
      contracts: {
        ...whole.known.trust.contracts,
        Organizations: whole.known.trust.contracts['ProvenanceLog'] ?? never(),
      },
    };
    expect(failed(await change({}, { ...whole.known, trust: otherContract }))).toEqual(['log identity']);
  });

  it('anchor: another root in the contract', async () => {
    const { anchor } = whole.bundle;
    const [sizes, root] = anchor?.storageProof ?? [];
    const forged = { ...(root ?? never()), value: flipByte(root?.value ?? never()) };
    const report = await change({
      anchor: { ...(anchor ?? never()), storageProof: [sizes ?? never(), forged] },
    });
    expect(failed(report)).toEqual(['anchor']);
  });

  it('block: a header that the chain does not have', async () => {
    const chain = { ...whole.known.chain, findBlockHash: async () => filled(1) };
    expect(failed(await change({}, { ...whole.known, chain }))).toEqual(['block', 'consent', 'undisputed']);
    const behind = { ...whole.known.chain, findBlockHash: async () => null };
    expect(statusOf(await change({}, { ...whole.known, chain: behind }), 'block')).toBe('unknown');
    const foreign = { ...whole.known.chain, chainId: async () => 1n };
    expect(failed(await change({}, { ...whole.known, chain: foreign }))).toEqual(['block']);
  });

  it.each<[string, CaseOptions]>([
    ['a viewer’s key', { role: 1 }],
    ['a stranger’s key', { role: 0, admittedSize: 0n, removedSize: 0n }],
    ['a key admitted later', { admittedSize: 6n }],
    ['a key removed before', { removedSize: 5n }],
  ])('membership: %s', async (_what, options) => {
    const { bundle, known } = await buildCase(options);
    expect(failed(await verifyBundle(bundle, known))).toEqual(['membership']);
  });

  it('membership: counts until the leaf before its removal', async () => {
    const { bundle, known } = await buildCase({ admittedSize: 5n, removedSize: 6n });
    expect(failed(await verifyBundle(bundle, known))).toEqual([]);
  });

  it('membership: counts of a present member whatever size stands for its removal', async () => {
    const { bundle, known } = await buildCase({ removedSize: 5n, isMember: true });
    expect(failed(await verifyBundle(bundle, known))).toEqual([]);
  });

  it('membership: an organization that the asset’s id is not made of', async () => {
    const membership = { ...(whole.bundle.membership ?? never()), organizationId: STUDIO };
    expect(failed(await change({ membership }))).toEqual(['membership']);
  });

  it('witness: a cosignature of other words, and a witness nobody named', async () => {
    const checkpoint = whole.bundle.checkpoint.replace(
      /(— witness\S+ \S{20})(.)/,
      (_all, head: string, char: string) => head + (char === 'A' ? 'B' : 'A'),
    );
    expect(failed(await change({ checkpoint }))).toEqual(['witness']);
    expect(statusOf(await change({}, { ...whole.known, witnesses: [] }), 'witness')).toBe('unknown');
  });

  it('license: terms that were not sold, of another asset, and a revoked one', async () => {
    const license = whole.bundle.license ?? never();
    const report = await change({ license: { ...license, terms: { ...license.terms, lastDay: 99_999 } } });
    expect(failed(report)).toEqual(['license', 'consent']);
    const elsewhere = await buildCase({ terms: { assetId: assetIdOf(MUSEUM, filled(9)) } });
    expect(failed(await verifyBundle(elsewhere.bundle, elsewhere.known))).toEqual(['license']);
    const revoked = await buildCase({ isRevoked: true });
    expect(failed(await verifyBundle(revoked.bundle, revoked.known))).toEqual(['license']);
  });

  it('license: of another version than the statement is of, and of a statement that is no version', async () => {
    const older = parseStatementHash(filled(0x5e));
    const { bundle, known } = await buildCase({ terms: { version: older } });
    const report = await verifyBundle(bundle, known);
    expect(failed(report)).toEqual(['license']);
    expect(report.checks.find(({ name }) => name === 'license')?.reason).toContain(`of version ${older}`);
    const note = await buildCase({ statement: { kind: 'attested' } });
    expect(failed(await verifyBundle(note.bundle, note.known))).toContain('license');
  });

  it('license: terms of before versions were sold, by name', async () => {
    const changed = JSON.parse(formatBundle(whole.bundle)) as { license: { terms: { version?: string } } };
    delete changed.license.terms.version;
    const { canonicalJson } = await import('@lanran/protocol/kernel/json');
    const report = await verifyBundleText(canonicalJson(changed), whole.known);
    expect(report.checks).toMatchObject([
      { name: 'format', status: 'fail', reason: expect.stringContaining('These terms name no version') },
    ]);
  });

  it('license: in the account of another than the bundle says, before and after a transfer', async () => {
    const { bundle, known } = await buildCase({ licensee: MUSEUM });
    const license = whole.bundle.license ?? never();
    const taken = bundle.license?.licensee ?? never();
    expect(failed(await change({ license: { ...license, licensee: taken } }))).toEqual(['license']);
    expect(statusOf(await verifyBundle(bundle, known), 'license')).toBe('pass');
    const { licensee: _licensee, ...unsaid } = bundle.license ?? never();
    expect(failed(await verifyBundle({ ...bundle, license: unsaid }, known))).toEqual(['license']);
  });

  it.each([
    ['revoked', { isRevoked: true }, 'was revoked since the proof was made'],
    ['ended with the one it was granted under', { isParentRevoked: true }, 'which was revoked since'],
    ['transferred', { licensee: MUSEUM }, 'no longer belongs to'],
  ])('license: %s after the block of the proof, which only a node can tell', async (_, since, reason) => {
    const parent = parseLicenseId(filled(0x91));
    const terms = 'isParentRevoked' in since ? { origin: 'SUBLICENSE' as const, parent } : {};
    const { bundle, known } = await buildCase({ since, terms });
    const asked = await verifyBundle(bundle, known);
    expect(failed(asked)).toEqual(['license']);
    expect(asked.checks.find(({ name }) => name === 'license')?.reason).toContain(reason);
    const { chain: _chain, ...offline } = known;
    const unasked = (await verifyBundle(bundle, offline)).checks.find(({ name }) => name === 'license');
    expect(unasked?.status).toBe('unknown');
    expect(unasked?.reason).toMatch(/not revoked as of 2026-.*only a node of the chain can tell/);
  });

  it('license: a node that is behind the block of the proof does not tell', async () => {
    const { bundle, known } = await buildCase();
    const chain = {
      ...known.chain,
      readNewest: async () => ({ blockNumber: 3n, timestamp: 1_700_000_000, values: [filled(0)] }),
    };
    const report = await verifyBundle(bundle, { ...known, chain });
    expect(statusOf(report, 'license')).toBe('unknown');
  });

  it('license: names its days, since one that is over proves what it was', async () => {
    const { checks } = await verifyBundle(whole.bundle, whole.known);
    expect(checks.find(({ name }) => name === 'license')?.reason).toMatch(
      /for 2026-11-25 to 2026-12-25 with TRANSFERABLE, not revoked as of 2026-/,
    );
    const wish = { media: 4, territories: 1n, firstDay: 20_782, lastDay: 2 ** 24 - 1, exclusive: false };
    const { bundle, known } = await buildCase({ terms: { wish } });
    expect(statusOf(await verifyBundle(bundle, known), 'license')).toBe('pass');
  });

  it('license: another organization whose id ends like that of the one that has it', async () => {
    const { bundle, known } = await buildCase({ licensee: MUSEUM });
    const license = bundle.license ?? never();
    const licensee = license.licensee ?? never();
    const twin = parseOrganizationId(`${STUDIO.slice(0, 26)}${MUSEUM.slice(26)}`);
    const forged = { ...license, licensee: { ...licensee, organizationId: twin } };
    expect(failed(await verifyBundle({ ...bundle, license: forged }, known))).toEqual(['license']);
    const elsewhere = { ...license, licensee: { ...licensee, address: LICENSES_ADDRESS } };
    const report = await verifyBundle({ ...bundle, license: elsewhere }, known);
    expect(failed(report)).toEqual(['log identity', 'license']);
  });

  it('license: a sublicense whose own license is revoked, or is not shown', async () => {
    const terms = { origin: 'SUBLICENSE', parent: parseLicenseId(filled(0x44)) } as const;
    const sublicense = await buildCase({ terms });
    expect(statusOf(await verifyBundle(sublicense.bundle, sublicense.known), 'license')).toBe('pass');
    const revoked = await buildCase({ terms, isParentRevoked: true });
    expect(failed(await verifyBundle(revoked.bundle, revoked.known))).toEqual(['license']);

    const license = sublicense.bundle.license ?? never();
    const hidden = { ...license, storageProof: license.storageProof.slice(0, 1) };
    const report = await verifyBundle({ ...sublicense.bundle, license: hidden }, sublicense.known);
    expect(failed(report)).toEqual(['license']);
  });
});

describe('a node’s eth_getProof', () => {
  it('becomes the form that bundles hold', () => {
    const proof = contractProofOfRpc({
      address: `0x${'Ab'.repeat(20)}`,
      balance: '0x0',
      accountProof: ['0x01'],
      storageProof: [{ key: '0x1', value: '0x0', proof: [] }],
    });
    expect(proof).toEqual({
      address: `0x${'ab'.repeat(20)}`,
      accountProof: ['0x01'],
      storageProof: [{ key: `0x${'00'.repeat(31)}01`, value: filled(0), proof: [] }],
    });
  });
});

function never(): never {
  throw new Error('The case lacks what the test changes.');
}
