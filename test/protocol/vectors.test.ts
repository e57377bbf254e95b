import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deterministicBytes, KUBO_CIDS } from '../embedded/content-store/kubo-test-vectors.ts';
import { agreementFields, parseAgreement } from '@lanran/protocol/licensing/agreement';
import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import { bodyHash, buildBody, encodeField, revealField } from '@lanran/protocol/log/body';
import { formatBundle } from '@lanran/protocol/proofs/bundle';
import { concat, fromHex, toHex, uintBytes, utf8, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { formatCheckpoint, originOf, signCheckpoint } from '@lanran/protocol/log/checkpoint';
import { digestFile } from '@lanran/protocol/files/digest';
import { encodeEvidence, evidenceHash, noteEvidence, type Evidence } from '@lanran/protocol/log/evidence';
import {
  assetIdOf,
  communityCommitment,
  NO_COMMUNITY,
  organizationIdOf,
  parseLicenseId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { canonicalJson, type JsonValue } from '@lanran/protocol/kernel/json';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { encodeEntry, filesField, revealEntries, sortManifest } from '@lanran/protocol/files/manifest';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { verifyConsistency, verifyInclusion } from '@lanran/protocol/log/merkle-check';
import { leafHash } from '@lanran/protocol/log/merkle';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { addressOf, parseAddress, signDigest } from '@lanran/protocol/kernel/signature';
import {
  encodeStatement,
  kindBytes,
  slotOf,
  statementDigest,
  statementHash,
  STATEMENT_KINDS,
  type Statement,
} from '@lanran/protocol/log/statement';
import { FIXED_VERSION, RENEWABLE, REVOCABLE, SUBLICENSABLE } from '@lanran/protocol/licensing/rights';
import { encodeTerms, licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';
import { formatTrustFile } from '@lanran/protocol/log/trust';
import { parseUsageReport, usageFields } from '@lanran/protocol/licensing/usage-report';
import { domainSeparator } from '@lanran/protocol/kernel/typed-data';
import { buildCase } from './bundles.ts';
import { buildStatement, filled, LOG_ID, MUSEUM, STUDIO } from './builders.ts';

/*
 * The committed vectors are what Solidity and any other reader of the formats is tested against. A change of a format shows
 * here as a file that differs; `vitest -u` rewrites it, which is only right together with docs/formats.md.
 */
const KEY = filled(0x11);
const COMMUNITY = organizationIdOf('miao-of-leishan');

async function expectVectors(name: string, vectors: unknown): Promise<void> {
  await expect(`${JSON.stringify(vectors, null, 2)}\n`).toMatchFileSnapshot(`vectors/${name}.json`);
}

const statements: Statement[] = STATEMENT_KINDS.map((kind, at) =>
  buildStatement({
    kind,
    community: at % 2 === 0 ? NO_COMMUNITY : communityCommitment(COMMUNITY, filled(at)),
    previous: at % 3 === 0 ? ZERO_32 : filled(0xa0 + at),
    bodyHash: filled(0xb0 + at),
    issuedAt: at === 0 ? 0 : at === 1 ? Number.MAX_SAFE_INTEGER : 1_795_000_000 + at,
  }),
);

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

function highTwin(signature: Hex): Hex {
  const bytes = fromHex(signature);
  const s = uintBytes(ORDER - BigInt(toHex(bytes.subarray(32, 64))), 32);
  return toHex(concat(bytes.subarray(0, 32), s, Uint8Array.of(bytes[64] === 27 ? 28 : 27)));
}

describe('committed vectors', () => {
  it('ids', () =>
    expectVectors('ids', {
      organizations: ['guizhou-museum', 'indigo-studio', 'miao-of-leishan'].map((slug) => ({
        slug,
        organizationId: organizationIdOf(slug),
      })),
      assets: [1, 2].map((salt) => ({
        organizationId: MUSEUM,
        salt: filled(salt),
        assetId: assetIdOf(MUSEUM, filled(salt)),
      })),
      communities: [1, 2].map((salt) => ({
        communityId: COMMUNITY,
        salt: filled(salt),
        community: communityCommitment(COMMUNITY, filled(salt)),
      })),
    }));

  it('statements: encoding, hash, slot, digest and signature of every kind', () =>
    expectVectors('statements', {
      logId: LOG_ID,
      domainSeparator: domainSeparator(LOG_ID),
      privateKey: KEY,
      signer: addressOf(KEY),
      vectors: statements.map((statement) => {
        const digest = statementDigest(statement, LOG_ID);
        const signature = signDigest(digest, KEY);
        return {
          statement,
          kindBytes: kindBytes(statement.kind),
          encoded: toHex(encodeStatement(statement)),
          statementHash: statementHash(statement),
          slot: slotOf(statement),
          digest,
          signature,
          refusedSignatures: [highTwin(signature), signature.slice(0, -2), `${signature.slice(0, -2)}00`],
        };
      }),
    }));

  it('evidence and leaves of every type', () => {
    const [statement = buildStatement()] = statements.filter(({ kind }) => kind === 'published');
    const batched = [...statements.slice(0, 6), statement];
    const batch = buildBatch(batched);
    const batchSignature = signDigest(batchDigest(batch, LOG_ID), KEY);
    const noteKey = generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(9));
    const all: Evidence[] = [
      { type: 'member', signature: signDigest(statementDigest(statement, LOG_ID), KEY) },
      batch.evidenceFor(6, batchSignature),
      {
        type: 'chain-event',
        chainId: 4242n,
        blockHash: filled(0xc1),
        transactionHash: filled(0xc2),
        logIndex: 3,
      },
      noteEvidence(statement, LOG_ID, parseSigningKey(noteKey.skey)),
    ];
    return expectVectors('evidence', {
      logId: LOG_ID,
      statement,
      encodedStatement: toHex(encodeStatement(statement)),
      signer: addressOf(KEY),
      checkpointKey: noteKey.vkey,
      batch: {
        root: batch.root,
        count: batch.count,
        digest: batchDigest(batch, LOG_ID),
        statements: batched.map((each) => toHex(encodeStatement(each))),
      },
      vectors: all.map((evidence) => ({
        evidence:
          evidence.type === 'chain-event' ? { ...evidence, chainId: evidence.chainId.toString() } : evidence,
        encoded: toHex(encodeEvidence(evidence)),
        sha256: toHex(evidenceHash(evidence)),
        leaf: toHex(encodeLeaf(statement, evidence)),
        leafHash: toHex(leafHash(encodeLeaf(statement, evidence))),
      })),
    });
  });

  it('Merkle roots, inclusion and consistency proofs, right and wrong ones', async () => {
    const leaves = Array.from({ length: 33 }, (_, at) => utf8(`leaf ${at}`));
    const tree = new MemoryTree(leaves);
    const inclusion = [
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 3],
      [0, 7],
      [6, 7],
      [3, 8],
      [16, 17],
      [31, 33],
      [32, 33],
    ].map(([index = 0, size = 0]) => ({
      index,
      size,
      leafHash: toHex(leafHash(leaves[index] ?? new Uint8Array(0))),
      root: toHex(tree.root(size)),
      proof: tree.inclusionProof(index, size).map(toHex),
    }));
    const consistency = [
      [1, 1],
      [1, 2],
      [2, 3],
      [3, 7],
      [4, 8],
      [6, 8],
      [7, 33],
      [16, 33],
      [32, 33],
      [33, 33],
    ].map(([size1 = 0, size2 = 0]) => ({
      size1,
      size2,
      root1: toHex(tree.root(size1)),
      root2: toHex(tree.root(size2)),
      proof: tree.consistencyProof(size1, size2).map(toHex),
    }));
    const wrongInclusion = inclusion.flatMap((claim) => [
      { ...claim, why: 'wrong root', root: filled(1) },
      { ...claim, why: 'one hash too many', proof: [...claim.proof, filled(1)] },
      { ...claim, why: 'index outside', index: claim.size },
      ...(claim.proof.length > 0 ? [{ ...claim, why: 'one hash too few', proof: claim.proof.slice(1) }] : []),
    ]);
    const wrongConsistency = consistency.flatMap((claim) => [
      { ...claim, why: 'wrong new root', root2: filled(1) },
      { ...claim, why: 'wrong old root', root1: filled(1) },
      { ...claim, why: 'one hash too many', proof: [...claim.proof, filled(1)] },
      ...(claim.proof.length > 0 ? [{ ...claim, why: 'one hash too few', proof: claim.proof.slice(1) }] : []),
      ...(claim.size1 < claim.size2
        ? [{ ...claim, why: 'shrunk', size1: claim.size2, size2: claim.size1 }]
        : []),
    ]);
    const bytesOf = (hashes: readonly Hex[]): Uint8Array[] => hashes.map((hash) => fromHex(hash));
    const includes = (claim: (typeof inclusion)[number]): boolean =>
      verifyInclusion({
        ...claim,
        leafHash: fromHex(claim.leafHash),
        root: fromHex(claim.root),
        proof: bytesOf(claim.proof),
      }).ok;
    const isAppend = (claim: (typeof consistency)[number]): boolean =>
      verifyConsistency({
        ...claim,
        root1: fromHex(claim.root1),
        root2: fromHex(claim.root2),
        proof: bytesOf(claim.proof),
      }).ok;
    expect(inclusion.every(includes) && consistency.every(isAppend)).toBe(true);
    expect(wrongInclusion.some(includes) || wrongConsistency.some(isAppend)).toBe(false);
    await expectVectors('merkle', {
      leaves: leaves.map(toHex),
      roots: leaves.map((_, at) => ({ size: at + 1, root: toHex(tree.root(at + 1)) })),
      emptyRoot: toHex(new MemoryTree().root()),
      inclusion,
      wrongInclusion,
      consistency,
      wrongConsistency,
    });
  });

  it('bodies and file manifests', () => {
    const manifest = sortManifest(
      ['media/正面.tif', 'media/back.tif'].map((path, at) => ({
        salt: filled(0xd0 + at),
        path,
        bytes: 20_000_000 + at,
        sha256: `${at}`.repeat(64),
        cid: KUBO_CIDS.helloWorld,
        xxh64: `${at}`.repeat(16),
      })),
    );
    const values = {
      schema: 'lanran/published/1',
      access: 'LICENSED',
      kind: 'COSTUME',
      version: 1,
      organization: MUSEUM,
      title: { en: 'Pleated skirt', zh: '百褶裙' },
      terms: [{ vocabulary: 'lanran/technique', code: 'batik', en: 'wax-resist dyeing', zh: '蜡染' }],
      synthetic: true,
      files: { ...filesField(manifest) },
    };
    const salts = Object.fromEntries(Object.keys(values).map((name, at) => [name, filled(0xe0 + at)]));
    const body = buildBody(values, { salts });
    return expectVectors('bodies', {
      fields: body.fields.map((field) => ({
        ...field,
        leaf: toHex(encodeField(field)),
        leafText: canonicalJson([field.salt, field.name, field.value]),
      })),
      bodyHash: bodyHash(body),
      reveal: revealField(body, 'title'),
      manifest: manifest.map((entry) => ({ ...entry, leaf: toHex(encodeEntry(entry)) })),
      files: filesField(manifest),
      entries: revealEntries(manifest),
    });
  });

  it('bodies of agreements and usage reports', () => {
    const signed = { algorithm: 'sha256', hash: filled(0x5a) } as const;
    const licenseId = parseLicenseId(filled(0x1c));
    const agreement = { ...signed, organization: MUSEUM, parties: [MUSEUM, COMMUNITY, STUDIO] };
    const report = { ...signed, organization: STUDIO, licenseId };
    const days = { periodFrom: 20_782, periodTo: 20_812 };
    const fixed = (values: Readonly<Record<string, JsonValue>>) => {
      const names = Object.keys(values).sort();
      return buildBody(values, {
        salts: Object.fromEntries(names.map((name, at) => [name, filled(0xe0 + at)])),
      });
    };
    const agreements = [agreement, { ...agreement, licenseId, request: '7', note: 'Film and book' }];
    const reports = [report, { ...report, ...days, note: '第三集' }];
    const bodies = [
      ...agreements.map((each) => fixed(agreementFields(each))),
      ...reports.map((each) => fixed(usageFields(each))),
    ];
    expect(bodies.slice(0, 2).map(parseAgreement)).toEqual(agreements);
    expect(bodies.slice(2).map(parseUsageReport)).toEqual(reports);
    return expectVectors(
      'agreements',
      bodies.map((body) => ({
        fields: body.fields.map((field) => ({ ...field, leaf: toHex(encodeField(field)) })),
        bodyHash: bodyHash(body),
      })),
    );
  });

  it('terms and the license ids they give', () => {
    const base = {
      assetId: assetIdOf(MUSEUM, filled(1)),
      version: parseStatementHash(filled(0x5e)),
      licensee: STUDIO,
      token: parseAddress(`0x${'77'.repeat(20)}`),
      territoriesHash: TERRITORIES_HASH,
    };
    const wish = { media: 0x7fff, territories: WORLD, firstDay: 20_782, lastDay: 20_812, exclusive: false };
    const sale: Terms = {
      ...base,
      offerId: 1n,
      wish,
      price: 120_000n,
      communityShareBps: 3000,
      operatorShareBps: 0,
      rights: RENEWABLE | SUBLICENSABLE,
      origin: 'SALE',
      parent: null,
    };
    const renewal: Terms = {
      ...sale,
      wish: { ...wish, firstDay: 20_813, lastDay: 20_843 },
      origin: 'RENEWAL',
      parent: licenseIdOf(sale),
    };
    const sublicense: Terms = {
      ...sale,
      wish: { ...wish, media: 1 },
      price: 0n,
      rights: REVOCABLE,
      origin: 'SUBLICENSE',
      parent: licenseIdOf(sale),
    };
    const invoice: Terms = {
      ...base,
      offerId: 2n ** 64n - 1n,
      wish: { ...wish, media: 0x8000, territories: 1n << 47n, exclusive: true },
      price: 2n ** 96n - 1n,
      communityShareBps: 0,
      operatorShareBps: 250,
      rights: FIXED_VERSION,
      origin: 'INVOICE',
      parent: null,
    };
    return expectVectors(
      'terms',
      [sale, renewal, sublicense, invoice].map((terms) => ({
        terms: termsToJson(terms),
        encoded: toHex(encodeTerms(terms)),
        licenseId: licenseIdOf(terms),
      })),
    );
  });

  it('checkpoints', () => {
    const { vkey, skey } = generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(9));
    return expectVectors(
      'checkpoints',
      [0, 1, 2 ** 40].map((size) => {
        const checkpoint = { origin: originOf(LOG_ID), size, root: filled(5) };
        return {
          skey,
          vkey,
          checkpoint,
          text: formatCheckpoint(checkpoint),
          note: signCheckpoint(checkpoint, parseSigningKey(skey)),
        };
      }),
    );
  });

  it('file digests, those of Kubo’s own tests among them', async () => {
    const createSha256 = () => createHash('sha256');
    const MIB = 1024 * 1024;
    const sources = [
      { source: 'empty', bytes: [new Uint8Array(0)], kubo: KUBO_CIDS.empty },
      { source: 'utf8 "hello world"', bytes: [utf8('hello world')], kubo: KUBO_CIDS.helloWorld },
      {
        source: '1 MiB of chunk-v1-seed',
        bytes: deterministicBytes(MIB, 'chunk-v1-seed'),
        kubo: KUBO_CIDS.oneChunk,
      },
      {
        source: '1 MiB and a byte of chunk-v1-seed',
        bytes: deterministicBytes(MIB + 1, 'chunk-v1-seed'),
        kubo: KUBO_CIDS.oneChunkAndAByte,
      },
    ];
    const digests = await Promise.all(
      sources.map(async ({ source, bytes, kubo }) => ({
        source,
        kubo,
        ...(await digestFile(bytes, { createSha256 })),
      })),
    );
    for (const { cid, kubo } of digests) expect(cid).toBe(kubo);
    await expectVectors(
      'files',
      digests.map(({ source, bytes, sha256, cid, xxh64 }) => ({ source, bytes, sha256, cid, xxh64 })),
    );
  });

  it('a whole bundle with its trust file', async () => {
    const { bundle, known } = await buildCase();
    await expect(formatBundle(bundle)).toMatchFileSnapshot('vectors/skirt.lanran.json');
    await expect(formatTrustFile(known.trust)).toMatchFileSnapshot('vectors/trust.json');
  });
});
