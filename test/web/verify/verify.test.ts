import { describe, expect, it } from 'vitest';
import { formatBundle } from '@lanran/protocol/proofs/bundle';
import type { ChainLookup } from '@lanran/protocol/proofs/check';
import { parseStatement } from '@lanran/protocol/log/statement';
import { formatTrustFile, type Trust } from '@lanran/protocol/log/trust';
import { checkGiven, type CheckTask } from '../../../web/features/verify/model/check-given.ts';
import { isAnswerTo } from '../../../web/features/verify/model/checked-task.ts';
import { classify } from '../../../web/features/verify/model/classify.ts';
import { reportFile } from '../../../web/features/verify/model/report-file.ts';
import { trustDifferences } from '../../../web/lib/session/trust-keeping.ts';
import { summaryOf } from '../../../web/features/verify/model/summary.ts';
import { judge } from '../../../web/features/verify/model/verdict.ts';
import { buildStatement } from '../../protocol/builders.ts';
import { buildCase, type Case } from '../../protocol/bundles.ts';

const NO_NODE = async () => {
  throw new Error('Nobody was to be asked.');
};

function taskOf({ bundle, known }: Case, overrides: Partial<CheckTask> = {}): CheckTask {
  return {
    bundles: [{ path: 'proof.lanran.json', text: formatBundle(bundle) }],
    files: known.files,
    trust: known.trust,
    nodeUrl: null,
    witnesses: known.witnesses,
    ...overrides,
  };
}

function changed(one: Case): CheckTask['files'] {
  const [path, digest] = first(one.known.files);
  return new Map([...one.known.files, [path, { ...digest, sha256: '00'.repeat(32) }]]);
}

function first<K, V>(map: ReadonlyMap<K, V>): [K, V] {
  const [entry] = map;
  if (entry === undefined) throw new Error('the case has no files');
  return entry;
}

describe('what was dropped', () => {
  const given = (path: string, text: string) => ({ path, file: new File([text], path) });

  it('is sorted by content, so that a browser’s “(1)” hides no proof, and without what systems leave in folders', async () => {
    const { bundle, known } = await buildCase();
    const sorted = await classify([
      given('asset.lanran (1).json', formatBundle(bundle)),
      given('broken.lanran.json', '{'),
      given('trust.json', JSON.stringify(known.trust, null, 2)),
      given('notes.json', '{"format":"other"}'),
      given('scan.tif', 'II*'),
      given('.DS_Store', 'x'),
      given('scan2.tif.part', 'x'),
    ]);
    expect(sorted.bundles.map(({ path }) => path)).toEqual(['asset.lanran (1).json', 'broken.lanran.json']);
    expect(sorted.trustFiles.map(({ path }) => path)).toEqual(['trust.json']);
    expect(sorted.files.map(({ path }) => path)).toEqual(['notes.json', 'scan.tif']);
  });
});

describe('a package that was dropped', () => {
  const place = (path: string) => `package/${path}`;

  it('brings no trust file that counts', async () => {
    const { known } = await buildCase();
    const trust = JSON.stringify(known.trust, null, 2);
    const path = place('provenance/trust.json');
    const sorted = await classify([{ path, file: new File([trust], path) }]);
    expect(sorted).toEqual({ bundles: [], trustFiles: [], files: [] });
  });

  it('has its payload compared by its place, and nothing else', async () => {
    const one = await buildCase();
    const payload = [...one.known.files].map(([path, digest]) => [place(`data/${path}`), digest] as const);
    const [, other] = first(one.known.files);
    const beside = [
      'bagit.txt',
      'license/receipt.json',
      'provenance/LABELS-AND-CREDIT.txt',
      'ascmhl/0001_x.mhl',
    ];
    const bundles = [{ path: place('provenance/license-1.lanran.json'), text: formatBundle(one.bundle) }];
    const check = async (extra: readonly string[]) => {
      const files = new Map([
        ...payload,
        ...extra.map((path) => [place(path), { ...other, sha256: '00'.repeat(32) }] as const),
      ]);
      return only((await checkGiven(taskOf(one, { bundles, files }), NO_NODE)).checked).report;
    };
    expect((await check(beside)).ok).toBe(true);
    expect((await check([...beside, 'data/stray.tif'])).ok).toBe(false);
  });
});

describe('checking what was given', () => {
  it('proves what a node, a trust file and a witness confirm', async () => {
    const one = await buildCase();
    const node = { ...lookupOf(one.known.chain), close: () => undefined };
    const { checked, unclaimed } = await checkGiven(
      taskOf(one, { nodeUrl: 'https://x/rpc' }),
      async () => node,
    );
    expect(unclaimed).toEqual([]);
    expect(checked.map((each) => judge(each).verdict)).toEqual(['proven']);
  });

  it('leaves open a statement of a kind that it does not know, and says nothing of what its fields mean', async () => {
    const { kind } = parseStatement({ ...buildStatement(), kind: 'lent' });
    const one = await buildCase({ statement: { kind } });
    const node = { ...lookupOf(one.known.chain), close: () => undefined };
    const { checked } = await checkGiven(taskOf(one, { nodeUrl: 'https://x/rpc' }), async () => node);
    const { verdict, byStatus } = judge(only(checked));
    expect(verdict).toBe('open');
    expect(byStatus.unknown.map(({ name }) => name)).toEqual([
      ...['files', 'signature', 'membership', 'license', 'consent', 'undisputed', 'title stated'],
    ]);
    expect(summaryOf(one.bundle)).toMatchObject({
      kind: 'lent',
      isKnownKind: false,
      title: { en: null, zh: null },
      assetKind: null,
      organizationId: null,
      signer: null,
      license: null,
    });
  });

  it('asks nobody unless told to, and then says what stays open', async () => {
    const one = await buildCase();
    const { checked } = await checkGiven(taskOf(one, { trust: null }), NO_NODE);
    const { verdict, byStatus } = judge(only(checked));
    expect(verdict).toBe('open');
    expect(byStatus.unknown.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['log identity', 'block', 'anchor']),
    );
  });

  it('names the file that was changed, and the one that was never published', async () => {
    const one = await buildCase();
    const [path] = first(one.known.files);
    const stranger = { bytes: 1, sha256: 'ee'.repeat(32), cid: 'c', xxh64: 'x' };
    const files = new Map([...changed(one), ['holiday.jpg', stranger] as const]);
    const { checked } = await checkGiven(taskOf(one, { files }), NO_NODE);
    expect(judge(only(checked))).toMatchObject({
      verdict: 'refused',
      changedFiles: [path],
      strangers: ['holiday.jpg'],
    });
  });

  it('knows a renamed file by its content, and says which are not at hand', async () => {
    const one = await buildCase();
    const [path, digest] = first(one.known.files);
    const { checked } = await checkGiven(taskOf(one, { files: new Map([['copy.bin', digest]]) }), NO_NODE);
    const { files } = only(checked);
    expect(files[0]).toMatchObject({ path: 'copy.bin', state: 'same', publishedAs: path });
    expect(files.slice(1).every(({ state }) => state === 'absent')).toBe(true);
    expect(judge(only(checked)).changedFiles).toEqual([]);
  });

  it('gives each of several proofs its own files, wherever their folders lie, and names what none claims', async () => {
    const one = await buildCase();
    const [path, digest] = first(one.known.files);
    const text = formatBundle(one.bundle);
    const stranger = { bytes: 1, sha256: 'ee'.repeat(32), cid: 'c', xxh64: 'x' };
    const { checked, unclaimed } = await checkGiven(
      taskOf(one, {
        bundles: [
          { path: 'a/p.lanran.json', text },
          { path: 'b/q.lanran.json', text: '{' },
        ],
        files: new Map([
          [`a/${path}`, digest],
          ['other.txt', stranger],
        ]),
      }),
      NO_NODE,
    );
    expect(checked[0]?.files[0]).toMatchObject({ path, state: 'same' });
    expect(checked[1]).toMatchObject({ summary: null, report: { ok: false } });
    expect(unclaimed).toEqual(['other.txt']);
  });

  it('claims nothing for files that came without a proof', async () => {
    const one = await buildCase();
    const { checked, unclaimed } = await checkGiven(taskOf(one, { bundles: [] }), NO_NODE);
    expect(checked).toEqual([]);
    expect(unclaimed).toEqual([...one.known.files.keys()]);
  });

  it('leaves open what a node that does not answer was to be asked, and says why', async () => {
    const one = await buildCase();
    const { checked, nodeProblem } = await checkGiven(taskOf(one, { nodeUrl: 'https://x/rpc' }), async () => {
      throw new Error('connection refused');
    });
    expect(nodeProblem).toBe('connection refused');
    expect(judge(only(checked)).verdict).toBe('open');
  });

  it('says what a proof says, and reports it with what it was checked against', async () => {
    const one = await buildCase();
    const task = taskOf(one);
    const result = await checkGiven(task, NO_NODE);
    const { summary } = only(result.checked);
    expect(summary).toMatchObject({ kind: 'published', subject: one.bundle.statement.assetId });
    expect(summary?.license?.id).toBe(one.bundle.license?.licenseId);
    const text = formatTrustFile(one.known.trust);
    const report: unknown = JSON.parse(
      reportFile(
        {
          bundles: task.bundles,
          digests: task.files,
          known: {
            trust: { trust: one.known.trust, text, source: 'file', keptAt: null },
            nodeUrl: null,
            witnesses: [],
          },
          result,
          at: new Date(0),
        },
        'https://x',
      ),
    );
    expect(report).toMatchObject({
      format: 'lanran/verification/1',
      known: { trust: { source: 'file', logId: one.bundle.logId }, node: null },
      proofs: [{ verdict: 'open', checks: only(result.checked).report.checks }],
    });
  });
});

describe('what a check found', () => {
  const given = { bundles: [], digests: new Map(), known: { trust: null, nodeUrl: null, witnesses: [] } };
  const checked = { ...given, result: { checked: [], unclaimed: [], nodeProblem: null }, at: new Date(0) };

  it('speaks of what it was asked of', () => {
    expect(isAnswerTo(checked, given)).toBe(true);
  });

  it('says nothing of proofs, files or trust that came later', () => {
    expect(isAnswerTo(checked, { ...given, bundles: [{ path: 'proof.json', text: '{}' }] })).toBe(false);
    expect(isAnswerTo(checked, { ...given, digests: new Map() })).toBe(false);
    expect(isAnswerTo(checked, { ...given, known: { ...given.known, nodeUrl: 'http://x/rpc' } })).toBe(false);
  });
});

describe('a kept trust file', () => {
  it('is told from another by log, key, chain and contracts, whatever their order', async () => {
    const { known } = await buildCase();
    const { trust } = known;
    const contracts = Object.fromEntries(Object.entries(trust.contracts).reverse());
    expect(trustDifferences(trust, { ...trust, contracts })).toEqual([]);
    const other: Trust = { ...trust, chainId: '1', contracts: {} };
    expect(trustDifferences(trust, other)).toEqual(['chain', 'contracts']);
  });
});

function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`one was expected, not ${items.length}`);
  return item;
}

function lookupOf(chain: ChainLookup): ChainLookup {
  return {
    chainId: () => chain.chainId(),
    findBlockHash: (number) => chain.findBlockHash(number),
    findEventAddress: (event) => chain.findEventAddress(event),
    readNewest: (contract, slots) => chain.readNewest(contract, slots),
  };
}

describe('a package of a license with the holder’s agreement', () => {
  const agreement = {
    sha256: 'ab'.repeat(32),
    bytes: 3,
    mediaType: 'text/plain',
    name: { zh: '许可协议' },
  } as const;

  it('is told with the proof, and its text is compared with what was signed', async () => {
    const one = await buildCase({ agreement });
    expect(summaryOf(one.bundle).agreement).toEqual(agreement);
    const [, digest] = first(one.known.files);
    const statusOf = async (sha256: string) => {
      const files = new Map([
        ...one.known.files,
        ['license/agreement.txt', { ...digest, bytes: 3, sha256 }] as const,
      ]);
      const { checked, unclaimed } = await checkGiven(taskOf(one, { files }), NO_NODE);
      expect(unclaimed).toEqual([]);
      const { checks } = checked[0]?.report ?? { checks: [] };
      const status = (name: string) => checks.find((check) => check.name === name)?.status;
      return [status('agreement'), status('files')];
    };
    expect(await statusOf(agreement.sha256)).toEqual(['pass', 'pass']);
    expect(await statusOf('cd'.repeat(32))).toEqual(['fail', 'pass']);
  });
});
