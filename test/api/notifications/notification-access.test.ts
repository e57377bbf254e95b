import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { WebhookReceiver } from '../../support/webhook-receiver.ts';
import { buildOrganization, GraphqlStage } from '../graphql/graphql-stage.ts';

const key = (byte: string): Hex => `0x${byte.repeat(20)}`;
const KEYS = {
  owner: key('01'),
  editor: key('02'),
  viewer: key('03'),
  former: key('04'),
  other: key('05'),
  operator: key('0e'),
  // The stage's ledger knows one accreditor.
  accreditor: key('c0'),
  stranger: key('0f'),
} as const;
type Reader = keyof typeof KEYS | 'guest';
const HALL = organizationIdOf('hall');
const VILLAGE = organizationIdOf('village');
const COUNCIL = key('08');
const SAFE = parseAddress(key('5a'));
const SAFE_OWNER = key('0a');
const JOINT_VILLAGE = organizationIdOf('joint-village');

const LIST = `query ($of: ID!) { webhooks(organizationId: $of) { id url kinds deliveries { id state } } }`;
const CREATE = `mutation ($of: ID!, $url: String!) { createWebhook(organizationId: $of, url: $url, kinds: [ASKED]) { secret webhook { id } } }`;
const ACTS = {
  rotate: `mutation ($id: ID!) { rotateWebhookSecret(id: $id) { secret } }`,
  switchOn: `mutation ($id: ID!) { switchOnWebhook(id: $id) { id } }`,
  test: `mutation ($id: ID!) { testWebhook(id: $id) { id } }`,
  delete: `mutation ($id: ID!) { deleteWebhook(id: $id) }`,
} as const;
const RESEND = `mutation ($id: ID!) { resendDelivery(id: $id) { id state } }`;
const CHOICES = `query { notificationChoices { sendsMail email confirmedAt kinds language stopped { why } failures { id } confirmation { until mail { state } } } }`;
const SET = `mutation ($email: String!) { setEmail(email: $email, language: zh) { email } }`;

let stage: GraphqlStage;
let receiver: WebhookReceiver;
const tokens = new Map<Reader, string>();
beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  stage = await GraphqlStage.start({ strangerActs: 1_000 });
  const members = (['owner', 'editor', 'viewer'] as const).map((who) => ({
    address: KEYS[who],
    role: ({ owner: 'OWNER', editor: 'EDITOR', viewer: 'VIEWER' } as const)[who],
  }));
  await stage.organizations.project({ ...buildOrganization('hall', 'INSTITUTION', KEYS.owner), members });
  await stage.organizations.project(buildOrganization('other', 'INSTITUTION', KEYS.other));
  const village = { ...buildOrganization('village', 'COMMUNITY', KEYS.other), members: [] };
  await stage.organizations.project({ ...village, council: COUNCIL });
  await stage.organizations.project({
    ...buildOrganization('joint-village', 'COMMUNITY', KEYS.other),
    members: [],
    council: SAFE,
  });
  stage.safes.set(SAFE, { address: SAFE, owners: [SAFE_OWNER], threshold: 1, nonce: 0n } as never);
  stage.office.record({ holder: parseAddress(KEYS.operator), successor: null });
  for (const [who, address] of Object.entries(KEYS))
    tokens.set(who as Reader, await stage.signInKey(address));
});
afterAll(async () => {
  await stage.close();
  await receiver.stop();
});

async function ask(who: Reader, query: string, variables: Record<string, unknown> = {}) {
  const token = tokens.get(who);
  return stage.ask(query, { variables, ...(token !== undefined && { token }) });
}
const codeOf = async (...question: Parameters<typeof ask>) =>
  (await ask(...question)).errors[0]?.extensions['code'] ?? 'DONE';

function fieldOf(data: Record<string, unknown> | null, name: string): unknown {
  if (data === null) throw new Error('nothing was answered');
  return data[name];
}

async function create(): Promise<string> {
  const { data, errors } = await ask('owner', CREATE, { of: HALL, url: receiver.url });
  expect(errors).toEqual([]);
  return (fieldOf(data, 'createWebhook') as { webhook: { id: string } }).webhook.id;
}

describe('webhooks', () => {
  beforeEach(() => {
    stage.webhooks.byId.clear();
    stage.deliveries.byId.clear();
  });

  const READS: readonly (readonly [Reader, string])[] = [
    ['owner', 'DONE'],
    ['editor', 'DONE'],
    ['viewer', 'DONE'],
    ['former', 'NOT_FOUND'],
    ['other', 'NOT_FOUND'],
    ['operator', 'NOT_FOUND'],
    ['accreditor', 'NOT_FOUND'],
    ['stranger', 'NOT_FOUND'],
    ['guest', 'SIGN_IN_REQUIRED'],
  ];
  it.each(READS)('%s reads them: %s', async (who, answer) => {
    await create();
    expect(await codeOf(who, LIST, { of: HALL })).toBe(answer);
  });

  const ACTING: readonly (readonly [Reader, string])[] = [
    ['owner', 'DONE'],
    ['editor', 'FORBIDDEN'],
    ['viewer', 'FORBIDDEN'],
    ['former', 'NOT_FOUND'],
    ['other', 'NOT_FOUND'],
    ['operator', 'NOT_FOUND'],
    ['accreditor', 'NOT_FOUND'],
    ['stranger', 'NOT_FOUND'],
    ['guest', 'SIGN_IN_REQUIRED'],
  ];
  it.each(ACTING)('%s makes, renews, tests, sends again and deletes: %s', async (who, answer) => {
    expect(await codeOf(who, CREATE, { of: HALL, url: receiver.url })).toBe(answer);
    const id = await create();
    await ask('owner', ACTS.test, { id });
    const [delivery] = [...stage.deliveries.byId.keys()];
    const answers = [await codeOf(who, RESEND, { id: delivery })];
    for (const act of Object.values(ACTS)) answers.push(await codeOf(who, act, { id }));
    expect(answers).toEqual(Array(5).fill(answer));
    expect(stage.webhooks.byId.has(id)).toBe(answer !== 'DONE');
  });

  it('an owner who left reads and does nothing any more', async () => {
    const id = await create();
    const hall = await stage.organizations.find(HALL);
    if (hall === null) throw new Error('no hall');
    stage.organizations.byId.set(HALL, {
      ...hall,
      members: hall.members.filter(({ role }) => role !== 'OWNER'),
    });
    expect(await codeOf('owner', LIST, { of: HALL })).toBe('NOT_FOUND');
    expect(await codeOf('owner', ACTS.delete, { id })).toBe('NOT_FOUND');
    stage.organizations.byId.set(HALL, hall);
  });

  it('what does not exist and what is another’s are alike', async () => {
    const id = await create();
    for (const act of Object.values(ACTS)) {
      const [there, none] = [await ask('other', act, { id }), await ask('other', act, { id: 'none' })];
      expect(there.errors[0]?.message.replace(id, 'none')).toBe(none.errors[0]?.message);
    }
  });

  it.each([
    ['its council', COUNCIL, VILLAGE],
    ['an owner of the Safe that is its council', SAFE_OWNER, JOINT_VILLAGE],
  ])('of a community are managed by %s', async (_who, address, of) => {
    const token = await stage.signInKey(address);
    const made = await stage.ask(CREATE, { variables: { of, url: receiver.url }, token });
    expect(made.errors).toEqual([]);
    expect((await stage.ask(LIST, { variables: { of }, token })).data?.['webhooks']).toHaveLength(1);
    expect(await codeOf('owner', LIST, { of })).toBe('NOT_FOUND');
  });

  it('the secret is in the answer to its making and in no other', async () => {
    const { data } = await ask('owner', CREATE, { of: HALL, url: receiver.url });
    const { secret } = fieldOf(data, 'createWebhook') as { secret: string };
    expect(secret).toMatch(/^whsec_/);
    const listed = await ask('owner', LIST, { of: HALL });
    expect(JSON.stringify(listed)).not.toContain(secret.slice(6));
  });
});

describe('e-mail', () => {
  it.each(Object.keys(KEYS) as Reader[])('%s reads their own choices alone', async (who) => {
    await ask('owner', SET, { email: 'owner@hall.example' });
    const { data } = await ask(who, CHOICES);
    const { email } = fieldOf(data, 'notificationChoices') as { email: string | null };
    expect(email).toBe(who === 'owner' ? 'owner@hall.example' : null);
  });

  it('a guest has none, and names no address', async () => {
    expect(await codeOf('guest', CHOICES)).toBe('SIGN_IN_REQUIRED');
    expect(await codeOf('guest', SET, { email: 'guest@example.org' })).toBe('SIGN_IN_REQUIRED');
  });

  it('a code is sent once a minute to an address, whoever asks, and five times a day for an account', async () => {
    expect(await codeOf('editor', SET, { email: 'same@example.org' })).toBe('DONE');
    expect(await codeOf('viewer', SET, { email: 'Same@Example.org' })).toBe('LIMIT_EXCEEDED');
    for (let at = 1; at < 5; at += 1)
      expect(await codeOf('editor', SET, { email: `e${at}@example.org` })).toBe('DONE');
    expect(await codeOf('editor', SET, { email: 'e5@example.org' })).toBe('LIMIT_EXCEEDED');
  });

  it('what is no address is refused beside the field', async () => {
    const { errors } = await ask('stranger', SET, { email: 'nobody' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'email' });
  });

  it('a wrong code confirms nothing', async () => {
    expect(await codeOf('guest', `mutation { confirmEmail(code: "x") }`)).toBe('BAD_INPUT');
  });
});
