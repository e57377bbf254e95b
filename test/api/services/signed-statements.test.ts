import { SigningKey } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { License } from '@lanran/api/licensing/domain/license';
import { type Attestation, attestationFields } from '@lanran/protocol/assets/attestation';
import { agreementFields, type StatedAgreement } from '@lanran/protocol/licensing/agreement';
import { type Hex, toHex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  organizationIdOf,
  parseStatementHash,
  randomBytes32,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import type { JsonObject } from '@lanran/protocol/kernel/json';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { usageFields, type UsageReport } from '@lanran/protocol/licensing/usage-report';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { requireLogged } from '@lanran/sdk/publishing/publication-receipt';
import { historyOf } from '../../support/asset-history.ts';
import { actorOf, admit, newPerson, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { openServices, type Services } from '../../support/services.ts';
import { signedStatement } from '../../support/signed-statements.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const HASH = `0x${'5a'.repeat(32)}` as const;

describe('agreements and usage reports, over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  const council = newPerson();
  const buyer = newPerson();
  const rival = newPerson();
  const reviewer = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;
  let other: OrganizationId;
  let office: OrganizationId;
  let head: StatementHash;
  let assetId: AssetId;
  let licenseId: LicenseId;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    other = await admit(services, { slug: 'rival', kind: 'STUDIO', owner: rival });
    office = await admit(services, { slug: 'office', kind: 'ACCREDITOR', owner: reviewer });
    ({ assetId } = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ community }),
    }));
    head = (await services.catalog.get({ kind: 'anonymous' }, assetId)).head;
    const license = licenseOf(assetId);
    licenseId = license.id;
    await stack.stores.licenses.project(license);
    await services.sealer.sealNow();
  });
  afterAll(() => stack.stop());

  function licenseOf(of: AssetId): License {
    const terms: Terms = {
      assetId: of,
      version: parseStatementHash(ZERO_32),
      licensee: studio,
      offerId: 1n,
      wish: { media: 4, territories: 1n, firstDay: 20_000, lastDay: 30_000, exclusive: false },
      token: parseAddress(`0x${'77'.repeat(20)}`),
      price: 1n,
      communityShareBps: 0,
      operatorShareBps: 0,
      rights: 0,
      origin: 'SALE',
      parent: null,
      territoriesHash: TERRITORIES_HASH,
    };
    return {
      id: licenseIdOf(terms),
      terms,
      holder: museum,
      licensee: studio,
      isRevoked: false,
      takenVersions: [],
      revocation: null,
      transaction: randomBytes32(),
      soldAt: new Date(1_790_000_000_000),
      soldIndex: 6,
      projectedIndex: 6,
    };
  }

  const report = (overrides: Partial<UsageReport> = {}): JsonObject =>
    usageFields({ organization: studio, licenseId, algorithm: 'sha256', hash: HASH, ...overrides });
  const agreement = (overrides: Partial<StatedAgreement> = {}): JsonObject =>
    agreementFields({
      organization: museum,
      parties: [museum, community, studio],
      algorithm: 'sha256',
      hash: HASH,
      ...overrides,
    });
  const review = (overrides: Partial<Attestation> = {}): JsonObject =>
    attestationFields({
      ...{ organization: office, version: head, opinion: 'CONDITIONAL', algorithm: 'sha256', hash: HASH },
      ...overrides,
    });
  const recordBy = async (
    person: Person,
    kind: string,
    fields: JsonObject,
    overrides: Partial<Parameters<typeof signedStatement>[2]> = {},
  ) =>
    services.signedStatements.record(
      await actorOf(services, person),
      signedStatement(services, person, { kind, assetId, fields, ...overrides }),
    );

  it('report no days of the future', async () => {
    const periodFrom = Math.floor(services.clock.now().getTime() / 86_400_000) + 2;
    await expect(recordBy(buyer, 'used', report({ periodFrom }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'body.periodTo',
    });
  });

  it('log a usage report of the licensee: a receipt, a line of the asset’s and the license’s history', async () => {
    const periodFrom = 20_500;
    const fields = report({ periodFrom, periodTo: periodFrom + 30, note: 'Episode 3' });
    const signed = signedStatement(services, buyer, { kind: 'used', assetId, fields });
    const actor = await actorOf(services, buyer);
    const { logged, checkpoint, inclusionProof } = await services.signedStatements.record(actor, signed);
    const { statement, signature } = signed;
    requireLogged(
      { assetId, leafIndex: logged.index, checkpoint, inclusionProof: inclusionProof.map(toHex) },
      { statement, evidence: { type: 'member', signature }, checkpointKey: services.trust.checkpointKey },
    );
    const shown = {
      kind: 'used',
      organizationId: studio,
      signer: buyer.address,
      details: {
        organization: studio,
        licenseId,
        hash: HASH,
        periodFrom: '2026-02-16',
        periodTo: '2026-03-18',
        note: 'Episode 3',
      },
    };
    expect((await historyOf(services, assetId)).at(-1)).toMatchObject(shown);
    const license = await services.licensing.license(actor, licenseId);
    expect(await services.history.ofLicense(license)).toMatchObject([shown]);
    const again = await services.signedStatements.record(actor, signed);
    expect(again.logged.index).toBe(logged.index);
  });

  it('prove that a member of the licensee signed, though the museum made the asset’s id', async () => {
    const { logged } = await recordBy(buyer, 'used', report({ note: 'proven' }));
    await services.sealer.sealNow();
    const { text } = await services.provenance.statementProof({ kind: 'anonymous' }, logged.statementHash);
    const { checks } = await verifyBundleText(text, { trust: services.trust });
    const found = new Map(checks.map((check) => [check.name, check]));
    expect(found.get('signature')?.status).toBe('pass');
    expect(found.get('membership')?.reason).toContain(`could sign for ${studio}`);
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
  });

  it('keep note and days of a private report from guests and others, and prove them to the parties', async () => {
    const kept = { periodFrom: 20_500, periodTo: 20_530, note: 'An untitled film' };
    const { logged } = await recordBy(buyer, 'used', report({ ...kept, isPrivate: true }));
    await services.sealer.sealNow();
    const told = { organization: studio, licenseId, algorithm: 'sha256', hash: HASH, private: true };
    const days = { periodFrom: '2026-02-16', periodTo: '2026-03-18' };
    for (const actor of [{ kind: 'anonymous' } as const, await actorOf(services, rival)]) {
      const { details } = (await services.history.find(actor, logged.statementHash)) ?? {};
      expect(details).toStrictEqual(told);
      expect((await historyOf(services, assetId, actor)).at(-1)?.details).toStrictEqual(told);
      const { text } = await services.provenance.statementProof(actor, logged.statementHash);
      for (const hidden of [kept.note, days.periodFrom, days.periodTo]) expect(text).not.toContain(hidden);
      const { checks } = await verifyBundleText(text, { trust: services.trust });
      expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    }
    for (const person of [buyer, curator, council]) {
      const actor = await actorOf(services, person);
      const { details } = (await services.history.find(actor, logged.statementHash)) ?? {};
      expect(details).toStrictEqual({ ...told, ...days, note: kept.note });
      expect((await services.provenance.statementProof(actor, logged.statementHash)).text).toContain(
        kept.note,
      );
    }
  });

  it('are of holder, community and licensee, each for itself', async () => {
    const before = (await historyOf(services, assetId)).length;
    await recordBy(curator, 'agreed', agreement());
    await recordBy(council, 'agreed', agreement({ organization: community }));
    await recordBy(buyer, 'agreed', agreement({ organization: studio, licenseId }));
    expect((await historyOf(services, assetId, await actorOf(services, buyer))).slice(before)).toMatchObject([
      { kind: 'agreed', organizationId: museum, details: { parties: [museum, community, studio] } },
      { kind: 'agreed', organizationId: community },
      { kind: 'agreed', organizationId: studio, details: { licenseId, hash: HASH } },
    ]);
  });

  it('are reviews by an accreditor, which prove who signed and stand in the registration certificate', async () => {
    const { logged } = await recordBy(reviewer, 'attested', review({ note: '只限教育用途' }));
    expect((await historyOf(services, assetId)).at(-1)).toMatchObject({
      kind: 'attested',
      organizationId: office,
      details: { opinion: 'CONDITIONAL', version: head, note: '只限教育用途' },
    });
    await services.sealer.sealNow();
    const guest = { kind: 'anonymous' } as const;
    const { text } = await services.provenance.statementProof(guest, logged.statementHash);
    const { checks } = await verifyBundleText(text, { trust: services.trust });
    expect(checks.find(({ name }) => name === 'membership')?.reason).toContain(`could sign for ${office}`);
    expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    const paper = await services.registrations.find(guest, assetId);
    const pdf = Buffer.from(await paper.read()).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    for (const attached of ['asset-', 'statement-']) expect(pdf).toContain(`(${attached}`);
  });

  it('tell guests and others who agreed to which hash, and not with whom', async () => {
    const { logged } = await recordBy(curator, 'agreed', agreement({ request: 'a request', note: 'A film' }));
    await services.sealer.sealNow();
    const guest = { kind: 'anonymous' } as const;
    const audit = organizationIdOf('audit');
    const auditor = {
      kind: 'member',
      address: rival.address,
      memberships: [{ organizationId: audit, kind: 'AUDITOR', role: 'VIEWER' }],
    } as const;
    for (const actor of [guest, await actorOf(services, rival)]) {
      const { details } = (await services.history.find(actor, logged.statementHash)) ?? {};
      expect(details).toStrictEqual({ organization: museum, hash: HASH });
      const { text } = await services.provenance.statementProof(actor, logged.statementHash);
      for (const hidden of [community, studio, 'a request', 'A film']) expect(text).not.toContain(hidden);
      const { checks } = await verifyBundleText(text, { trust: services.trust });
      expect(checks.filter(({ status }) => status === 'fail')).toEqual([]);
    }
    for (const actor of [auditor, await actorOf(services, council)]) {
      const { details } = (await services.history.find(actor, logged.statementHash)) ?? {};
      expect(details).toMatchObject({ parties: [museum, community, studio], request: 'a request' });
      const { text } = await services.provenance.statementProof(actor, logged.statementHash);
      expect(text).toContain(studio);
    }
  });

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'a report that is private and is not',
      () => recordBy(buyer, 'used', { ...report(), private: false }),
      { code: 'BAD_INPUT', field: 'body.private' },
    ],
    [
      'a report of who has no license',
      () => recordBy(rival, 'used', report({ organization: other })),
      { code: 'FORBIDDEN' },
    ],
    [
      'a report by the holder',
      () => recordBy(curator, 'used', report({ organization: museum })),
      { code: 'FORBIDDEN' },
    ],
    ['a report in another’s name', () => recordBy(rival, 'used', report()), { code: 'FORBIDDEN' }],
    [
      'a report of a license that there is not',
      () => recordBy(buyer, 'used', report({ licenseId: `0x${'99'.repeat(32)}` as LicenseId })),
      { code: 'NOT_FOUND' },
    ],
    [
      'an agreement of a stranger',
      () => recordBy(rival, 'agreed', agreement({ organization: other, parties: [other] })),
      { code: 'FORBIDDEN' },
    ],
    [
      'an agreement of a licensee that names no license',
      () => recordBy(buyer, 'agreed', agreement({ organization: studio })),
      { code: 'FORBIDDEN' },
    ],
    [
      'an agreement with nobody known',
      () => recordBy(curator, 'agreed', agreement({ parties: [museum, organizationIdOf('nobody')] })),
      { code: 'NOT_FOUND' },
    ],
    [
      'an agreement that leaves out who signs',
      () => recordBy(curator, 'agreed', agreement({ parties: [studio] })),
      { code: 'BAD_INPUT', field: 'body.parties' },
    ],
    [
      'a field that the kind does not have',
      () => recordBy(buyer, 'used', { ...report(), price: 1 }),
      { code: 'BAD_INPUT', field: 'body.price' },
    ],
    [
      'days that end before they begin',
      () => recordBy(buyer, 'used', report({ periodFrom: 20_500, periodTo: 20_499 })),
      { code: 'BAD_INPUT', field: 'body.periodTo' },
    ],
    [
      'another schema',
      () => recordBy(buyer, 'used', { ...report(), schema: 'lanran/agreed/1' }),
      { code: 'BAD_INPUT', field: 'body.schema' },
    ],
    [
      'a review by who is neither accreditor nor auditor',
      () => recordBy(buyer, 'attested', review({ organization: studio })),
      { code: 'FORBIDDEN' },
    ],
    ['a review in another’s name', () => recordBy(rival, 'attested', review()), { code: 'FORBIDDEN' }],
    [
      'a review of what is no version of the asset',
      () => recordBy(reviewer, 'attested', review({ version: parseStatementHash(HASH) })),
      { code: 'NOT_FOUND' },
    ],
    [
      'an opinion that there is not',
      () => recordBy(reviewer, 'attested', { ...review(), opinion: 'FINE' }),
      { code: 'BAD_INPUT', field: 'body.opinion' },
    ],
    ['a published statement', () => recordBy(curator, 'published', report()), { field: 'statement.kind' }],
    [
      'a statement of another body',
      () => recordBy(buyer, 'used', report(), { bodyHash: HASH }),
      { code: 'BAD_INPUT', field: 'body' },
    ],
    [
      'a place among the holder’s versions',
      () => recordBy(buyer, 'used', report(), { previous: HASH }),
      { code: 'BAD_INPUT', field: 'statement' },
    ],
    [
      'a statement of yesterday',
      () => recordBy(buyer, 'used', report(), { issuedAt: 1_700_000_000 }),
      { code: 'BAD_INPUT', field: 'statement.issuedAt' },
    ],
    [
      'an asset that there is not',
      () => recordBy(buyer, 'used', report(), { assetId: HASH as AssetId }),
      { code: 'NOT_FOUND' },
    ],
  ])('refuse %s', async (_what, act, refusal) => {
    const before = await services.log.size();
    await expect(act()).rejects.toMatchObject(refusal);
    expect(await services.log.size()).toBe(before);
  });

  it('refuse a signature that is another’s, or of another statement', async () => {
    const mine = signedStatement(services, buyer, { kind: 'used', assetId, fields: report() });
    const theirs = signedStatement(services, rival, { kind: 'used', assetId, fields: report() });
    const actor = await actorOf(services, buyer);
    for (const signature of [
      theirs.signature,
      signedStatement(services, buyer, { kind: 'used', assetId, fields: agreement() }).signature,
    ])
      await expect(services.signedStatements.record(actor, { ...mine, signature })).rejects.toMatchObject({
        code: 'BAD_SIGNATURE',
      });
  });

  describe('under one signature', () => {
    /** Signed by the person over all of them. */
    const signedTogether = (person: Person, saying: readonly JsonObject[]) => {
      const statements = saying.map((fields) => {
        const { statement, body } = signedStatement(services, person, { kind: 'agreed', assetId, fields });
        return { statement, body };
      });
      const batch = buildBatch(statements.map(({ statement }) => statement));
      const digest = batchDigest(batch, services.trust.logId);
      const { serialized } = new SigningKey(person.privateKey).sign(digest);
      return { batch, statements, signature: serialized as Hex };
    };
    const requests = ['first', 'second', 'third'];

    it('are each logged with a receipt of its own, and once when they are repeated', async () => {
      const signed = signedTogether(
        curator,
        requests.map((request) => agreement({ request })),
      );
      const actor = await actorOf(services, curator);
      const recorded = await services.signedStatements.recordAll(actor, signed);
      for (const [at, { logged, checkpoint, inclusionProof }] of recorded.entries())
        requireLogged(
          { assetId, leafIndex: logged.index, checkpoint, inclusionProof: inclusionProof.map(toHex) },
          {
            statement: signed.statements[at]?.statement ?? logged.statement,
            evidence: signed.batch.evidenceFor(at, signed.signature),
            checkpointKey: services.trust.checkpointKey,
          },
        );
      const again = await services.signedStatements.recordAll(actor, signed);
      const indexes = recorded.map(({ logged }) => logged.index);
      expect(again.map(({ logged }) => logged.index)).toEqual(indexes);
      const [{ logged }] = recorded as [(typeof recorded)[number]];
      await services.sealer.sealNow();
      const { text } = await services.provenance.statementProof(actor, logged.statementHash);
      const { checks } = await verifyBundleText(text, { trust: services.trust });
      const signature = checks.find(({ name }) => name === 'signature');
      expect(signature).toMatchObject({ status: 'pass', reason: expect.stringContaining('in a batch of 3') });
    });

    it('are logged all or not at all', async () => {
      const actor = await actorOf(services, curator);
      const before = await services.log.size();
      const say = (organization: OrganizationId, request: string) =>
        agreement({ organization, request, parties: [museum, community, studio, other] });
      const foreign = signedTogether(curator, [say(museum, 'fourth'), say(other, 'fifth')]);
      await expect(services.signedStatements.recordAll(actor, foreign)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      const mine = [say(museum, 'sixth'), say(museum, 'seventh')];
      const { signature } = signedTogether(rival, mine);
      const wrong = { ...signedTogether(curator, mine), signature };
      await expect(services.signedStatements.recordAll(actor, wrong)).rejects.toMatchObject({
        code: 'BAD_SIGNATURE',
      });
      const [one] = wrong.statements;
      for (const statements of [[], one === undefined ? [] : [one, one]])
        await expect(
          services.signedStatements.recordAll(actor, { statements, signature }),
        ).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'statements' });
      expect(await services.log.size()).toBe(before);
    });
  });
});
