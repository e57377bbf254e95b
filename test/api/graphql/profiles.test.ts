import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf, parseLicenseId, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { buildAsset, buildOrganization, GraphqlStage, MUSEUM } from './graphql-stage.ts';

const XIJIANG = organizationIdOf('xijiang');
const UPDATE = `mutation ($id: ID!, $input: ProfileInput!) { updateProfile(organizationId: $id, input: $input) {
  description { en zh } labels { code title { en } text { en } } } }`;
const TERMS: Omit<Terms, 'assetId' | 'licensee'> = {
  version: parseStatementHash(`0x${'5e'.repeat(32)}`),
  offerId: 1n,
  wish: { media: 4, territories: 1n, firstDay: 20_000, lastDay: 30_000, exclusive: false },
  token: parseAddress(`0x${'77'.repeat(20)}`),
  price: 1n,
  ...{ communityShareBps: 0, operatorShareBps: 0, rights: 0 },
  origin: 'INVOICE',
  parent: null,
  territoriesHash: TERRITORIES_HASH,
};
const BILLING = {
  vatId: 'DE136695976',
  ...{ account: { iban: 'DE89370400440532013000', bankName: 'Bank' }, address: { country: 'DE' } },
};
const LABEL = { code: 'TK-A', title: { en: 'Attribution' }, text: { en: 'Name us.' } };

describe('what organizations say of themselves', () => {
  let stage: GraphqlStage;
  let token: string;
  beforeEach(async () => {
    stage = await GraphqlStage.start();
    token = await stage.signIn('curator');
    const curator = stage.organizations.byId.get(MUSEUM)?.members[0]?.address ?? '0x';
    const community = buildOrganization('xijiang', 'COMMUNITY', `0x${'ee'.repeat(20)}`);
    await stage.organizations.project({ ...community, council: curator, members: [] });
    const listByKey = stage.organizations.listByKey.bind(stage.organizations);
    stage.organizations.listByKey = async (address) => [
      ...(await listByKey(address)),
      ...[...stage.organizations.byId.values()].filter(({ council }) => council === address),
    ];
  });
  afterEach(() => stage.close());

  const update = (id: string, input: object, as = token) =>
    stage.ask(UPDATE, { token: as, variables: { id, input } });

  it('shows a community’s labels on each of its assets with one read', async () => {
    const saved = await update(XIJIANG, { description: { zh: '西江苗寨' }, labels: [LABEL] });
    expect(saved.errors).toEqual([]);
    expect(saved.data?.['updateProfile']).toEqual({
      description: { en: null, zh: '西江苗寨' },
      labels: [LABEL],
    });
    for (let at = 0; at < 5; at++) await stage.assets.project(buildAsset({ community: XIJIANG }));
    stage.profiles.reads = 0;
    const { data } = await stage.ask('{ assets { edges { node { community { labels { code } } } } } }');
    expect(data?.['assets']).toMatchObject({
      edges: Array.from({ length: 5 }, () => ({ node: { community: { labels: [{ code: 'TK-A' }] } } })),
    });
    expect(stage.profiles.reads).toBe(1);
  });

  it('says nothing where nothing was said', async () => {
    const query = 'query ($id: ID!) { organization(id: $id) { description { en } labels { code } } }';
    const { data } = await stage.ask(query, { variables: { id: MUSEUM } });
    expect(data?.['organization']).toEqual({ description: null, labels: [] });
  });

  it('says of which peoples a community is: as its name does, until it says so itself', async () => {
    const peoples = async (id: string) => {
      const query = 'query ($id: ID!) { organization(id: $id) { peoples } }';
      return (await stage.ask(query, { variables: { id } })).data?.['organization'];
    };
    const community = stage.organizations.byId.get(XIJIANG);
    if (community === undefined) throw new Error('The community is not there.');
    await stage.organizations.project({ ...community, name: { zh: '西江苗族村寨' }, projectedIndex: 9 });
    expect(await peoples(XIJIANG)).toEqual({ peoples: ['miao'] });
    await update(XIJIANG, { peoples: ['侗族', 'Hmong', 'miao'] });
    expect(await peoples(XIJIANG)).toEqual({ peoples: ['dong', 'miao'] });
    await update(XIJIANG, { description: { en: 'Upper village' } });
    expect(await peoples(XIJIANG)).toEqual({ peoples: ['dong', 'miao'] });
    await update(XIJIANG, { peoples: [] });
    expect(await peoples(XIJIANG)).toEqual({ peoples: [] });
    await update(XIJIANG, { peoples: null });
    expect(await peoples(XIJIANG)).toEqual({ peoples: ['miao'] });
    expect(await peoples(MUSEUM)).toEqual({ peoples: [] });
  });

  it('shows contact, website and pictures to everybody, bank details to its own people alone', async () => {
    const open = buildAsset();
    await stage.assets.project(open);
    const contact = { email: 'a@example.org', telephone: null, name: null, postalAddress: null };
    const saved = await update(MUSEUM, {
      ...{ contact, website: 'https://example.org', bankDetails: 'IBAN 00', billing: BILLING },
      ...{ pictureAsset: open.id, logoAsset: open.id },
    });
    expect(saved.errors).toEqual([]);
    const query = `query ($id: ID!) { organization(id: $id) { contact { email telephone name postalAddress }
      website bankDetails billing { vatId account { iban bankName } address { country } } pictureAsset { id } logoAsset { id } } }`;
    const read = async (as?: string) => {
      const { data } = await stage.ask(query, { variables: { id: MUSEUM }, ...(as && { token: as }) });
      return data?.['organization'];
    };
    const chosen = { pictureAsset: { id: open.id }, logoAsset: { id: open.id } };
    const shown = { contact, website: 'https://example.org/', bankDetails: null, billing: null, ...chosen };
    expect(await read()).toEqual(shown);
    expect(await read(await stage.signIn('producer'))).toEqual(shown);
    expect(await read(await stage.signIn('stranger'))).toEqual(shown);
    expect(await read(token)).toEqual({ ...shown, bankDetails: 'IBAN 00', billing: BILLING });
    await stage.assets.project({ ...open, metadata: { ...open.metadata, access: 'RESTRICTED' } });
    expect(await read(token)).toMatchObject({ pictureAsset: null, logoAsset: null });
  });

  it('says beforehand to everybody what it welcomes, never allows, and until when it takes no requests', async () => {
    const said = {
      ...{ welcome: { en: 'Films' }, never: { zh: '广告' }, answersWithinDays: 14 },
      ...{ closedUntil: '2026-12-24', closedReason: { en: 'New Year' } },
    };
    expect((await update(XIJIANG, said)).errors).toEqual([]);
    const query = `query ($id: ID!) { organization(id: $id) {
      welcome { en } never { zh } answersWithinDays closedUntil closedReason { en } } }`;
    const read = async () => (await stage.ask(query, { variables: { id: XIJIANG } })).data?.['organization'];
    expect(await read()).toEqual(said);
    await update(XIJIANG, { description: { en: 'Upper village' } });
    expect(await read()).toEqual(said);
  });

  it('shows a council the bank details of its community', async () => {
    await update(XIJIANG, { bankDetails: 'Village account' });
    const query = 'query ($id: ID!) { organization(id: $id) { bankDetails } }';
    const read = async (as: string) =>
      (await stage.ask(query, { variables: { id: XIJIANG }, token: as })).data?.['organization'];
    expect(await read(token)).toEqual({ bankDetails: 'Village account' });
    expect(await read(await stage.signIn('producer'))).toEqual({ bankDetails: null });
  });

  it('shows the parties of an order whom to call and where to pay, and nobody else', async () => {
    const asset = buildAsset({ community: XIJIANG });
    await stage.assets.project(asset);
    await update(MUSEUM, { contact: { telephone: '0855 555' }, bankDetails: 'Museum account' });
    await update(XIJIANG, {
      contact: { telephone: '0855 777' },
      ...{ bankDetails: 'Village account', billing: { account: { number: '0102', bankName: 'Bank' } } },
    });
    const terms = { ...TERMS, assetId: asset.id, licensee: organizationIdOf('studio') };
    const id = parseLicenseId(`0x${'0d'.repeat(32)}`);
    stage.orders.set(id, {
      ...{
        id,
        terms,
        holder: MUSEUM,
        community: XIJIANG,
        isPaid: false,
        isShared: false,
        paidAt: null,
        sharedAt: null,
      },
      ...{
        state: 'ORDERED',
        canceledAt: null,
        bill: null,
        orderedAt: new Date(0),
        orderedIndex: 0,
        projectedIndex: 0,
      },
    });
    const query = `query ($id: ID!) { order(id: $id) { holderBankDetails communityBankDetails
      holder { contact { telephone } bankDetails } community { contact { telephone } } } }`;
    const read = async (as?: string) => stage.ask(query, { variables: { id }, ...(as && { token: as }) });
    expect((await read(await stage.signIn('producer'))).data?.['order']).toEqual({
      ...{ holderBankDetails: 'Museum account', communityBankDetails: 'Bank\n0102' },
      holder: { contact: { telephone: '0855 555' }, bankDetails: null },
      community: { contact: { telephone: '0855 777' } },
    });
    for (const as of [undefined, await stage.signIn('stranger')])
      expect((await read(as)).errors[0]?.extensions['code']).toBe('NOT_FOUND');
  });

  it.each([
    ['a script as website', MUSEUM, { website: 'javascript:alert(1)' }, 'input.website'],
    [
      'a mistyped IBAN',
      MUSEUM,
      { billing: { account: { iban: 'DE89370400440532013001' } } },
      'input.billing.account.iban',
    ],
    ['no asset as picture', MUSEUM, { pictureAsset: 'butterfly' }, 'input.pictureAsset'],
    ['an unknown asset as logo', MUSEUM, { logoAsset: `0x${'0a'.repeat(32)}` }, 'input.logoAsset'],
    ['labels of an institution', MUSEUM, { labels: [LABEL] }, 'input.labels'],
    ['peoples of an institution', MUSEUM, { peoples: ['miao'] }, 'input.peoples'],
    ['a people with a space', XIJIANG, { peoples: ['a b'] }, 'input.peoples.0'],
    ['a label twice', XIJIANG, { labels: [LABEL, LABEL] }, 'input.labels.1'],
    ['21 labels', XIJIANG, { labels: Array.from({ length: 21 }, () => LABEL) }, 'input.labels'],
    ['a label without words', XIJIANG, { labels: [{ ...LABEL, text: {} }] }, 'input.labels.0.text'],
    ['a code with a space', XIJIANG, { labels: [{ ...LABEL, code: 'TK A' }] }, 'input.labels.0.code'],
  ])('refuses %s', async (_what, id, input, field) => {
    const { errors } = await update(id, input);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field });
    expect(stage.profiles.byId.size).toBe(0);
  });

  it('is written by its own people alone', async () => {
    const stranger = await stage.signIn('producer');
    const { errors } = await update(MUSEUM, { description: { en: 'Ours now' } }, stranger);
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
