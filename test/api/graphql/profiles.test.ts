import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { buildAsset, buildOrganization, GraphqlStage, MUSEUM } from './graphql-stage.ts';

const XIJIANG = organizationIdOf('xijiang');
const UPDATE = `mutation ($id: ID!, $input: ProfileInput!) { updateProfile(organizationId: $id, input: $input) {
  description { en zh } labels { code title { en } text { en } } } }`;
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

  it.each([
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
