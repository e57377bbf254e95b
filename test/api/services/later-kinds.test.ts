import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { historyOf } from '../../support/asset-history.ts';
import { admit, newPerson } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { openServices, type Services } from '../../support/services.ts';
import { signedStatement } from '../../support/signed-statements.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ANYBODY: Actor = { kind: 'anonymous' };

/** Another process of a later version may have written to the log, or this version was started again after one. */
describe('a log with a kind of a later version, over real backing services', () => {
  let stack: Stack;
  let services: Services;
  const curator = newPerson();
  let museum: OrganizationId;
  let later: LoggedStatement;
  let broken: LoggedStatement;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    const { assetId } = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent(),
    });
    const fields = { schema: 'lanran/lent/1', price: '120000', organization: museum };
    const { statement, body, signature } = signedStatement(services, curator, {
      kind: 'lent',
      assetId,
      fields,
    });
    const evidence = { type: 'member', signature } as const;
    later = await services.log.append({ statement, body, evidence });
    broken = await services.log.append({
      statement: { ...statement, issuedAt: 1 },
      body,
      evidence: { type: 'member', signature: `0x${'00'.repeat(65)}` },
    });
  });
  afterAll(() => stack.stop());

  it('shows the statement in the asset’s history and in the log, with nothing read out of it', async () => {
    const shown = { kind: 'lent', details: {}, organizationId: null, signer: null, reasonHash: null };
    expect((await historyOf(services, later.statement.assetId as never)).slice(1)).toMatchObject([
      { ...shown, statementHash: later.statementHash },
      { ...shown, statementHash: broken.statementHash },
    ]);
    const { items } = await services.history.page(ANYBODY, { first: 2, after: null });
    expect(items.map(({ item }) => item)).toMatchObject([shown, shown]);
    expect(await services.history.find(ANYBODY, later.statementHash)).toMatchObject(shown);
  });

  it('proves that it is in the log, reveals no field, and takes nobody for its author', async () => {
    const { text } = await services.provenance.statementProof(ANYBODY, later.statementHash);
    const bundle = parseBundle(text);
    expect(bundle.body.fields).toEqual([]);
    expect(bundle.membership).toBeUndefined();
    const { ok, checks } = await verifyBundleText(text, { trust: services.trust });
    expect(ok).toBe(true);
    expect(Object.fromEntries(checks.map(({ name, status }) => [name, status]))).toMatchObject({
      body: 'pass',
      inclusion: 'pass',
      signature: 'unknown',
      membership: 'unknown',
      files: 'unknown',
    });
  });

  it('is followed past: what comes after it is published and shown as ever', async () => {
    const { assetId, leafIndex } = await publishAsset(services, curator, {
      organizationId: museum,
      content: buildContent({ title: { en: 'After it', zh: '其后' } }),
    });
    expect(leafIndex).toBeGreaterThan(broken.index);
    expect(await services.projection.behind()).toBe(0);
    expect(await services.catalog.get(ANYBODY, assetId)).toMatchObject({
      metadata: { title: { en: 'After it' } },
    });
  });

  it('is recorded by no act of this version', async () => {
    const fields = { schema: 'lanran/lent/1' };
    const signed = signedStatement(services, curator, {
      kind: 'lent',
      assetId: later.statement.assetId,
      fields,
    });
    await expect(services.signedStatements.record(ANYBODY, signed)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'statement.kind',
    });
  });
});
