import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dispute } from '@lanran/api/disputes/domain/dispute';
import type { Asset } from '@lanran/api/assets/domain/asset';
import type { License } from '@lanran/api/licensing/domain/license';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH, WORLD } from '@lanran/protocol/territories/territories';
import { buildAsset, buildOrganization, GraphqlStage, NOW, STUDIO, TOKEN_ADDRESS } from './graphql-stage.ts';

const COUNCIL = `0x${'cc'.repeat(20)}` as const;
const HEIR = `0x${'dd'.repeat(20)}` as const;
const XIJIANG = organizationIdOf('xijiang');

function buildDispute(asset: Asset, overrides: Partial<Dispute> = {}): Dispute {
  return {
    assetId: asset.id,
    organizationId: XIJIANG,
    reasonHash: reasonHashOf('Not theirs.'),
    openedAt: NOW,
    isOpen: true,
    allowedAt: null,
    projectedIndex: 3,
    ...overrides,
  };
}

function buildLicense(asset: Asset): License {
  const terms: Terms = {
    assetId: asset.id,
    version: asset.head,
    licensee: STUDIO,
    offerId: 1n,
    wish: { media: 4, territories: WORLD, firstDay: 20_000, lastDay: 20_001, exclusive: false },
    token: TOKEN_ADDRESS,
    price: 5n,
    communityShareBps: 0,
    operatorShareBps: 0,
    rights: REVOCABLE,
    origin: 'SALE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
  };
  return {
    id: licenseIdOf(terms),
    terms,
    takenVersions: [],
    holder: asset.holder,
    licensee: STUDIO,
    isRevoked: true,
    revocation: { reasonHash: reasonHashOf('Not as agreed.'), at: NOW },
    transaction: ZERO_32,
    soldAt: NOW,
    soldIndex: 2,
    projectedIndex: 4,
  };
}

describe('custody, disputes and succession in GraphQL', () => {
  let stage: GraphqlStage;
  beforeEach(async () => {
    stage = await GraphqlStage.start();
    const community = buildOrganization('xijiang', 'COMMUNITY', COUNCIL);
    const succession = { candidate: HEIR, seatableAt: NOW, byCouncil: true };
    await stage.organizations.project({ ...community, council: COUNCIL, succession });
  });
  afterEach(() => stage.close());

  const STATE = 'mutation ($text: String!) { stateReason(text: $text) }';

  it('shows an asset’s withdrawal, its next holder and its open disputes with their reasons', async () => {
    const asset = buildAsset({ isWithdrawn: true, custodyOffer: STUDIO });
    await stage.assets.project(asset);
    const unstated = reasonHashOf('Never told.');
    await stage.disputes.project(buildDispute(asset));
    await stage.disputes.project(buildDispute(asset, { organizationId: STUDIO, reasonHash: unstated }));
    await stage.disputes.project(buildDispute(asset, { isOpen: false }));
    const token = await stage.signIn('producer');
    const stated = await stage.ask(STATE, { token, variables: { text: 'Not theirs.' } });
    expect(stated.data).toEqual({ stateReason: reasonHashOf('Not theirs.') });
    const { data, errors } = await stage.ask(
      `query ($id: ID!) { asset(id: $id) { isWithdrawn custodyOffer { slug }
        disputes { organization { slug } reasonHash reason openedAt } } }`,
      { variables: { id: asset.id } },
    );
    expect(errors).toEqual([]);
    expect(data?.['asset']).toEqual({
      isWithdrawn: true,
      custodyOffer: { slug: 'studio' },
      disputes: [
        {
          organization: { slug: 'xijiang' },
          reasonHash: reasonHashOf('Not theirs.'),
          reason: 'Not theirs.',
          openedAt: NOW.toISOString(),
        },
        {
          organization: { slug: 'studio' },
          reasonHash: unstated,
          reason: null,
          openedAt: NOW.toISOString(),
        },
      ],
    });
  });

  it('reads disputes and reasons once for a page of assets', async () => {
    for (let at = 0; at < 10; at++) {
      const asset = buildAsset();
      await stage.assets.project(asset);
      await stage.disputes.project(buildDispute(asset, { reasonHash: reasonHashOf(`Reason ${at}`) }));
    }
    const { data, errors } = await stage.ask('{ assets { edges { node { disputes { reason } } } } }');
    expect(errors).toEqual([]);
    expect(data?.['assets']).toMatchObject({ edges: { length: 10 } });
    expect(stage.disputes.reads).toBe(1);
    expect(stage.reasons.reads).toBe(1);
  });

  it('shows to a party of a license who sold it, also after the asset moved to another holder', async () => {
    const asset = buildAsset();
    const license = buildLicense(asset);
    await stage.assets.project({ ...asset, holder: XIJIANG });
    await stage.licenses.project(license);
    const { data, errors } = await stage.ask(
      'query ($id: ID!) { license(id: $id) { holder { id } asset { holder { id } } } }',
      { token: await stage.signIn('producer'), variables: { id: license.id } },
    );
    expect(errors).toEqual([]);
    expect(data?.['license']).toEqual({ holder: { id: asset.holder }, asset: { holder: { id: XIJIANG } } });
  });

  it('shows to a party of a license why it was revoked', async () => {
    const asset = buildAsset();
    await stage.assets.project(asset);
    const license = buildLicense(asset);
    await stage.licenses.project(license);
    const token = await stage.signIn('producer');
    await stage.ask(STATE, { token, variables: { text: 'Not as agreed.' } });
    const { data, errors } = await stage.ask(
      'query ($id: ID!) { license(id: $id) { isRevoked revocation { reasonHash reason at } } }',
      { token, variables: { id: license.id } },
    );
    expect(errors).toEqual([]);
    const reasonHash = reasonHashOf('Not as agreed.');
    expect(data?.['license']).toEqual({
      isRevoked: true,
      revocation: { reasonHash, reason: 'Not as agreed.', at: NOW.toISOString() },
    });
  });

  it('shows who is to follow a council, and nobody where nobody is named', async () => {
    const query = `query ($id: ID!) { organization(id: $id) { council succession { candidate seatableAt byCouncil } } }`;
    const ask = async (id: OrganizationId) =>
      (await stage.ask(query, { variables: { id } })).data?.['organization'];
    expect(await ask(XIJIANG)).toEqual({
      council: COUNCIL,
      succession: { candidate: HEIR, seatableAt: NOW.toISOString(), byCouncil: true },
    });
    expect(await ask(STUDIO)).toEqual({ council: null, succession: null });
  });

  it('tells what an organization can claim, and whether sales are paused', async () => {
    const query = `query ($id: ID!) { organization(id: $id) { credits { amount token } } deployment { isPaused } }`;
    const { data, errors } = await stage.ask(query, { variables: { id: STUDIO } });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      organization: { credits: [{ amount: '1180591620717411303424', token: TOKEN_ADDRESS }] },
      deployment: { isPaused: true },
    });
  });

  it.each([
    ['nothing', ''],
    ['only spaces', ' \n　'],
    ['more than 2,000 characters', '蓝'.repeat(2_001)],
    ['a control character', 'a\u0000b'],
    ['half a character', '\ud83d'],
  ])('keeps no reason that says %s', async (_what, text) => {
    const token = await stage.signIn('producer');
    const { errors } = await stage.ask(STATE, { token, variables: { text } });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'text' });
    expect(stage.reasons.byHash.size).toBe(0);
  });

  it('keeps 2,000 characters of any script as they are, once, and for a signed-in key alone', async () => {
    const token = await stage.signIn('producer');
    const text = `${'𠀀'.repeat(1_990)}\r\n\t as is `;
    for (let round = 0; round < 2; round++) {
      const { data } = await stage.ask(STATE, { token, variables: { text } });
      expect(data).toEqual({ stateReason: reasonHashOf(text) });
    }
    expect([...stage.reasons.byHash.values()].map((reason) => reason.text)).toEqual([text]);
    const { errors } = await stage.ask(STATE, { variables: { text } });
    expect(errors[0]?.extensions['code']).toBe('SIGN_IN_REQUIRED');
  });
});
