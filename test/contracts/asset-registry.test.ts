import { ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IAssetRegistry } from '../../contracts/abi/AssetRegistry.ts';
import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import { concat, fromHex, toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import { encodeEvidence, type Evidence } from '@lanran/protocol/log/evidence';
import { organizationIdOf, parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { leafHash } from '@lanran/protocol/log/merkle';
import { signDigest } from '@lanran/protocol/kernel/signature';
import { encodeStatement, statementDigest } from '@lanran/protocol/log/statement';
import { mineTogether } from '../../scripts/stage/market.ts';
import { COMMUNITY, LOG_ID, mined, MUSEUM, Platform, ROLE, STUDIO } from '../../scripts/stage/platform.ts';
import type { Published } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe('AssetRegistry', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  async function materialize(
    published: Published,
    overrides: Partial<IAssetRegistry.MaterializationStruct> = {},
  ): Promise<unknown> {
    await platform.anchor();
    const materialization = { ...platform.materializationOf(published), ...overrides };
    return mined(platform.assets.connect(platform.people.stranger).materialize(materialization));
  }

  /** The same statement with other evidence, in the log as well. */
  function withEvidence(published: Published, evidence: Evidence): Published {
    return { ...published, evidence, leafIndex: platform.append(published.statement, evidence) };
  }

  function signBatch(statements: readonly Published[], at: number): Evidence {
    const batch = buildBatch(statements.map(({ statement }) => statement));
    return batch.evidenceFor(
      at,
      signDigest(batchDigest(batch, LOG_ID), platform.people.museum.privateKey as Hex),
    );
  }

  describe('materialize', () => {
    it('is open to anybody, and gives the asset the holder and community of its statement', async () => {
      const published = platform.publish();
      await materialize(published);
      const asset = await platform.assets.assetOf(published.assetId);
      expect([...asset]).toEqual([MUSEUM, COMMUNITY, 0n, false, 0n]);
      const record = await platform.assets.recordOf(published.assetId);
      expect([...record]).toEqual([1n, 2n, 0n, false, 0n]);
    });

    it('takes a statement without a community, and opens none then', async () => {
      const published = platform.publish({ community: null });
      const forged = { id: COMMUNITY, salt: randomBytes32() };
      expect((await refusalOf(materialize(published, { community: forged })))[0]).toBe(
        'AssetRegistryNotLogged',
      );
      await materialize(published);
      expect((await platform.assets.assetOf(published.assetId)).community).toBe(ZeroHash);
    });

    it('takes a statement signed in a batch', async () => {
      const drafts = [platform.publish(), platform.publish(), platform.publish()];
      const [, second] = drafts;
      if (second === undefined) throw new Error('unreachable');
      await materialize(withEvidence(second, signBatch(drafts, 1)));
      expect((await platform.assets.assetOf(second.assetId)).holder).toBe(MUSEUM);
    });

    it('refuses a batch whose path is of another length, or leads elsewhere', async () => {
      const drafts = [platform.publish(), platform.publish(), platform.publish()];
      const evidence = signBatch(drafts, 0);
      const [first] = drafts;
      if (evidence.type !== 'batch' || first === undefined) throw new Error('unreachable');
      const short = withEvidence(first, { ...evidence, path: evidence.path.slice(1) });
      expect(await refusalOf(materialize(short))).toEqual(['EvidenceNotInBatch', 0n, 3n]);
      const elsewhere = withEvidence(first, { ...evidence, path: evidence.path.map(() => randomBytes32()) });
      expect((await refusalOf(materialize(elsewhere)))[0]).toBe('AssetRegistryNotSigner');
    });

    it('happens once', async () => {
      const published = platform.publish();
      await materialize(published);
      expect(await refusalOf(materialize(published))).toEqual([
        'AssetRegistryAlreadyMaterialized',
        published.assetId,
      ]);
    });

    it('gains nothing for whoever is faster with another’s call: asset and holder are the same', async () => {
      const published = platform.publish();
      await platform.anchor();
      const { assets, people, chain } = platform;
      const materialization = platform.materializationOf(published);
      const gas = { gasLimit: 500_000n };
      const outcome = await mineTogether(chain, [
        () => assets.connect(people.stranger).materialize(materialization, gas),
        () => assets.connect(people.museum).materialize(materialization, gas),
      ]);
      expect(outcome).toEqual([true, false]);
      const { holder, community } = await assets.assetOf(published.assetId);
      expect([holder, community]).toEqual([MUSEUM, COMMUNITY]);
    });

    it('uses any of the last four trees, so that anchors on the way don’t matter', async () => {
      const published = platform.publish();
      await platform.anchor();
      const materialization = platform.materializationOf(published);
      for (let anchored = 0; anchored < 3; anchored++) {
        platform.publish();
        await platform.anchor();
      }
      await mined(platform.assets.connect(platform.people.stranger).materialize(materialization));
      expect((await platform.assets.assetOf(published.assetId)).holder).toBe(MUSEUM);
      const late = platform.publish();
      const unanchored = platform.materializationOf(late);
      const attempt = mined(platform.assets.connect(platform.people.stranger).materialize(unanchored));
      expect(await refusalOf(attempt)).toEqual(['ProvenanceLogSizeUnknown', BigInt(platform.tree.size)]);
    });

    it('refuses every kind but published, and every statement but the first', async () => {
      const revised = platform.publish({ statement: { kind: 'revised' } });
      expect((await refusalOf(materialize(revised)))[0]).toBe('AssetRegistryNotLogged');
      const later = platform.publish({ statement: { previous: randomBytes32() } });
      expect((await refusalOf(materialize(later)))[0]).toBe('AssetRegistryNotLogged');
    });

    it('refuses another organization or salt than the asset’s id was made of', async () => {
      const published = platform.publish();
      const refused = async (holder: IAssetRegistry.OpeningStruct) =>
        (await refusalOf(materialize(published, { holder })))[0];
      expect(await refused({ ...published.holder, id: STUDIO })).toBe('AssetRegistryNotLogged');
      expect(await refused({ id: MUSEUM, salt: randomBytes32() })).toBe('AssetRegistryNotLogged');
    });

    it('refuses another community than the statement’s, none, and one that was never admitted', async () => {
      const published = platform.publish();
      for (const other of [ZeroHash, STUDIO]) {
        const attempt = materialize(published, { community: { ...published.community, id: other } });
        expect((await refusalOf(attempt))[0]).toBe('AssetRegistryNotLogged');
      }
      const unknown = organizationIdOf('unknown-people');
      const orphan = platform.publish({ community: unknown });
      expect(await refusalOf(materialize(orphan))).toEqual(['AssetRegistryNotCommunity', unknown]);
      const studio = platform.publish({ community: STUDIO });
      expect(await refusalOf(materialize(studio))).toEqual(['AssetRegistryNotCommunity', STUDIO]);
    });

    it('refuses what is not in the log: another place, proof, statement or evidence', async () => {
      const published = platform.publish();
      platform.publish();
      const refused = async (overrides: Partial<IAssetRegistry.MaterializationStruct>) =>
        (await refusalOf(materialize(published, overrides)))[0];
      expect(await refused({ leafIndex: published.leafIndex + 1 })).toBe('AssetRegistryNotLogged');
      expect(await refused({ proof: [] })).toBe('AssetRegistryNotLogged');
      expect(await refused({ issuedAt: 1 })).toBe('AssetRegistryNotLogged');
      expect(await refused({ bodyHash: randomBytes32() })).toBe('AssetRegistryNotLogged');
      const other = encodeEvidence({ type: 'member', signature: `0x${'11'.repeat(64)}1b` });
      expect(await refused({ evidence: other })).toBe('AssetRegistryNotLogged');
    });

    it('refuses a node of the tree in the place of a leaf', async () => {
      const published = platform.publish();
      const node = toHex(leafHash(encodeLeaf(published.statement, published.evidence)));
      platform.publish();
      await platform.anchor();
      const sibling = platform.tree.inclusionProof(published.leafIndex).map(toHex);
      const forged = { ...platform.materializationOf(published), proof: [node, ...sibling] };
      const attempt = mined(platform.assets.connect(platform.people.stranger).materialize(forged));
      expect((await refusalOf(attempt))[0]).toBe('AssetRegistryNotLogged');
    });

    it('refuses signers who were not editors at that place: strangers, viewers, later members, former members', async () => {
      const { organizations, people } = platform;
      const refused = async (published: Published) => refusalOf(materialize(published));
      const byStranger = platform.publish({ signer: people.stranger });
      const refusal = [
        'AssetRegistryNotSigner',
        MUSEUM,
        people.stranger.address,
        BigInt(byStranger.leafIndex),
      ];
      expect(await refused(byStranger)).toEqual(refusal);
      await mined(organizations.connect(people.museum).addMember(MUSEUM, people.stranger, ROLE.EDITOR));
      expect(await refused(byStranger)).toEqual(refusal);
      const asEditor = platform.publish({ signer: people.stranger });
      await platform.anchor();
      await mined(organizations.connect(people.museum).removeMember(MUSEUM, people.stranger));
      const asFormer = platform.publish({ signer: people.stranger });
      expect((await refused(asFormer))[0]).toBe('AssetRegistryNotSigner');
      await materialize(asEditor);
      await mined(organizations.connect(people.museum).addMember(MUSEUM, people.studio, ROLE.VIEWER));
      expect((await refused(platform.publish({ signer: people.studio })))[0]).toBe('AssetRegistryNotSigner');
    });

    it('refuses malleable, short, EIP-2098 and wrong-v signatures', async () => {
      const published = platform.publish();
      if (published.evidence.type !== 'member') throw new Error('unreachable');
      const { signature } = published.evidence;
      const [r, s, v] = [
        signature.slice(2, 66),
        BigInt(`0x${signature.slice(66, 130)}`),
        signature.slice(130),
      ];
      const highS = (SECP256K1_ORDER - s).toString(16).padStart(64, '0');
      const twins: Hex[] = [
        `0x${r}${highS}${v === '1b' ? '1c' : '1b'}`,
        `0x${r}${signature.slice(66, 130)}00`,
        `0x${r}${signature.slice(66, 130)}`,
        '0x',
      ];
      for (const twin of twins) {
        const forged = withEvidence(published, { type: 'member', signature: twin });
        expect((await refusalOf(materialize(forged)))[0]).toBe('EvidenceSignatureInvalid');
      }
    });

    it('refuses a signature for another log', async () => {
      const published = platform.publish();
      const digest = statementDigest(published.statement, parseLogId(randomBytes32()));
      const forged = signDigest(digest, platform.people.museum.privateKey as Hex);
      const attempt = materialize(withEvidence(published, { type: 'member', signature: forged }));
      expect((await refusalOf(attempt))[0]).toBe('AssetRegistryNotSigner');
    });

    it('refuses evidence of other types, and evidence that is not canonically encoded', async () => {
      const published = platform.publish();
      const note = withEvidence(published, { type: 'note', signature: `0x${'11'.repeat(64)}` });
      expect(await refusalOf(materialize(note))).toEqual(['EvidenceNotAMember', 4n]);
      const loose: Hex = `${toHex(encodeEvidence(published.evidence))}${'00'.repeat(32)}`;
      platform.tree.append(concat(encodeStatement(published.statement), sha256(fromHex(loose))));
      const leafIndex = platform.tree.size - 1;
      const proof = platform.tree.inclusionProof(leafIndex).map(toHex);
      const attempt = materialize({ ...published, leafIndex }, { evidence: loose, proof });
      expect((await refusalOf(attempt))[0]).toBe('EvidenceNotCanonical');
    });
  });

  describe('withdraw', () => {
    it('is for the holder’s owners and editors, once, and cannot be undone', async () => {
      const { assets, people } = platform;
      const assetId = await platform.materializeNew();
      for (const person of ['stranger', 'council', 'sealer'] as const) {
        const attempt = mined(assets.connect(people[person]).withdraw(assetId));
        expect(await refusalOf(attempt)).toEqual(['AssetRegistryNotHolder', MUSEUM, people[person].address]);
      }
      await mined(assets.connect(people.museum).withdraw(assetId));
      expect((await assets.assetOf(assetId)).withdrawn).toBe(true);
      const again = mined(assets.connect(people.museum).withdraw(assetId));
      expect(await refusalOf(again)).toEqual(['AssetRegistryAlreadyWithdrawn', assetId]);
      const unknown = mined(assets.connect(people.museum).withdraw(ZeroHash));
      expect(await refusalOf(unknown)).toEqual(['AssetRegistryUnknown', ZeroHash]);
    });
  });
});
