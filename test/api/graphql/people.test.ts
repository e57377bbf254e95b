import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { encryptKeystoreJson, Wallet } from 'ethers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountText, operatorText } from '@lanran/protocol/accounts/account';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { OFFICE_TOKEN } from '../../support/in-memory-office.ts';
import { DEMO_KEY, GraphqlStage, LOG_ID, MUSEUM } from './graphql-stage.ts';

const CREATE = `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { name displayName address keystore } }`;
const OPEN = `mutation ($name: String!, $retrieval: String!) { openAccount(name: $name, retrieval: $retrieval) { keystore } }`;

async function accountInput(name: string) {
  const wallet = Wallet.createRandom();
  const address = parseAddress(wallet.address.toLowerCase());
  const key = { address: wallet.address, privateKey: wallet.privateKey };
  const keystore = await encryptKeystoreJson(key, 'indigo', { scrypt: { N: 2, r: 1, p: 1 } });
  const signature = await wallet.signMessage(accountText({ name, address, keystore }));
  return { name, displayName: '吴梅', address, keystore, retrieval: randomBytes32(), signature };
}

describe('people over GraphQL', () => {
  let stage: GraphqlStage;
  beforeEach(async () => void (stage = await GraphqlStage.start()));
  afterEach(() => stage.close());

  it('tells who is signed in: account, and whether the key admits organizations', async () => {
    const query = '{ me { address account { name } isAccreditor memberships { role } } }';
    const ask = async (who: 'curator' | 'producer') =>
      (await stage.ask(query, { token: await stage.signIn(who) })).data?.['me'];
    expect(await ask('producer')).toMatchObject({ account: null, isAccreditor: false });
    await stage.accounts.insert({
      name: 'curator',
      displayName: 'The curator',
      address: parseAddress(DEMO_KEY.address),
      keystore: '{}',
      retrievalHash: randomBytes32(),
      createdAt: new Date(),
    });
    expect(await ask('curator')).toMatchObject({ account: { name: 'curator' }, isAccreditor: true });
    expect((await stage.ask('{ deployment { accreditor } }')).data).toEqual({
      deployment: { accreditor: DEMO_KEY.address },
    });
  });

  it('names the operator by its link, and hands the office on to a key that accepts', async () => {
    const operator = Wallet.createRandom();
    const address = parseAddress(operator.address.toLowerCase());
    const ofLink = 'query ($token: String!) { officeOfLink(token: $token) }';
    const office = async (token: string) =>
      (await stage.ask(ofLink, { variables: { token } })).data?.['officeOfLink'];
    expect([await office(OFFICE_TOKEN), await office('guessed')]).toEqual(['OPERATOR', null]);

    const signature = await operator.signMessage(operatorText({ logId: LOG_ID, address }));
    const name = `mutation ($token: String!, $address: String!, $signature: String!) {
      nameOperator(token: $token, address: $address, signature: $signature) }`;
    const variables = { token: OFFICE_TOKEN, address, signature };
    expect((await stage.ask(name, { variables })).data).toEqual({ nameOperator: true });

    const holders = '{ deployment { operator operatorSuccessor accreditorSuccessor } }';
    expect((await stage.ask(holders)).data).toEqual({
      deployment: { operator: address, operatorSuccessor: null, accreditorSuccessor: null },
    });
    const accept = 'mutation { acceptOperator(signature: "0x") }';
    const token = await stage.signIn('producer');
    expect((await stage.ask(accept, { token })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect((await stage.ask(accept)).errors[0]?.extensions).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('tells a key that it is the operator', async () => {
    const token = await stage.signIn('producer');
    const ask = async () => (await stage.ask('{ me { address isOperator } }', { token })).data?.['me'];
    const before = z.object({ address: z.string(), isOperator: z.literal(false) }).parse(await ask());
    stage.office.record({ holder: parseAddress(before.address), successor: null });
    expect(await ask()).toMatchObject({ isOperator: true });
  });

  it('names the people behind keys for who is signed in, and nothing else of them', async () => {
    const input = await accountInput('wu.mei');
    await stage.ask(CREATE, { variables: { input } });
    const addresses = [input.address.toUpperCase().replace('0X', '0x'), DEMO_KEY.address];
    const query = 'query ($addresses: [String!]!) { people(addresses: $addresses) { address displayName } }';
    const ask = (token?: string) =>
      stage.ask(query, { variables: { addresses }, ...(token !== undefined && { token }) });
    const shown = { address: input.address.toLowerCase(), displayName: '吴梅' };
    expect((await ask(await stage.signIn('producer'))).data).toEqual({ people: [shown] });
    expect((await ask()).errors[0]?.extensions).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('makes and opens accounts without a session, naming the input at fault', async () => {
    const input = await accountInput('wu.mei');
    const { retrieval, signature, ...shown } = input;
    expect((await stage.ask(CREATE, { variables: { input } })).data).toEqual({ createAccount: shown });
    const taken = await stage.ask(CREATE, { variables: { input: await accountInput('wu.mei') } });
    expect(taken.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', field: 'input.name' });
    const wrong = await stage.ask(CREATE, { variables: { input: { ...input, name: 'a b', signature } } });
    expect(wrong.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.name' });
    const open = (name: string) => stage.ask(OPEN, { variables: { name, retrieval } });
    expect((await open('Wu.Mei')).data).toEqual({ openAccount: { keystore: input.keystore } });
    expect((await open('wu.min')).errors[0]?.extensions).toMatchObject({
      code: 'BAD_INPUT',
      field: 'retrieval',
    });
  });

  describe('behind a trusted proxy', () => {
    let behind: GraphqlStage;
    beforeEach(async () => void (behind = await GraphqlStage.start({ trustedProxies: ['loopback'] })));
    afterEach(() => behind.close());

    const STRANGER = '203.0.113.9';
    const openFrom = async (on: GraphqlStage, address: string) => {
      const variables = { name: 'wu.mei', retrieval: randomBytes32() };
      const { errors } = await on.ask(OPEN, { variables, headers: { 'x-forwarded-for': address } });
      return errors[0]?.extensions['code'];
    };
    const exhaust = async (open: () => Promise<unknown>) => {
      const codes: unknown[] = [];
      for (let tries = 0; tries < 4; tries += 1) codes.push(await open());
      return codes.at(-1);
    };

    it('one stranger’s wrong tries are held against nobody else', async () => {
      expect(await exhaust(() => openFrom(behind, STRANGER))).toBe('LIMIT_EXCEEDED');
      expect(await openFrom(behind, '203.0.113.10')).toBe('BAD_INPUT');
      // Who is nearest to the platform says so last; what came before it is the stranger's own word.
      expect(await openFrom(behind, `203.0.113.11, ${STRANGER}`)).toBe('LIMIT_EXCEEDED');
    });

    it('all addresses of one home count as one', async () => {
      const home = (host: number) => `2001:db8:1:2::${host.toString(16)}`;
      let host = 1;
      expect(await exhaust(() => openFrom(behind, home((host += 1))))).toBe('LIMIT_EXCEEDED');
      expect(await openFrom(behind, '2001:db8:1:3::1')).toBe('BAD_INPUT');
    });

    it('nobody’s word is taken where no proxy is trusted', async () => {
      let host = 1;
      expect(await exhaust(() => openFrom(stage, `203.0.113.${(host += 1)}`))).toBe('LIMIT_EXCEEDED');
    });

    it('failed sign-ins are counted by network too', async () => {
      const query = 'mutation { signIn(message: "hello", signature: "0x") { token } }';
      const signInFrom = async (address: string) =>
        (await behind.ask(query, { headers: { 'x-forwarded-for': address } })).errors[0]?.extensions['code'];
      expect(await exhaust(() => signInFrom(STRANGER))).toBe('LIMIT_EXCEEDED');
      expect(await signInFrom('203.0.113.10')).toBe('BAD_INPUT');
    });
  });

  it('changes the account of the signed-in key alone', async () => {
    const change = 'mutation { updateAccount(input: { displayName: "Wu" }) { displayName } }';
    expect((await stage.ask(change)).errors[0]?.extensions['code']).toBe('SIGN_IN_REQUIRED');
    const token = await stage.signIn('producer');
    expect((await stage.ask(change, { token })).errors[0]?.extensions['code']).toBe('NOT_FOUND');
  });

  it('invites, shows the invitation to who has its secret, and tells its owners who accepted', async () => {
    const [owner, guest] = [await stage.signIn('curator'), await stage.signIn('producer')];
    const invite = `mutation ($id: ID!) { invite(organizationId: $id, role: EDITOR, label: "Wu Mei") {
      secret invitation { id state organization { slug } } } }`;
    const { data } = await stage.ask(invite, { variables: { id: MUSEUM }, token: owner });
    const invited = data?.['invite'] as { invitation: { id: string }; secret: string };
    const { invitation, secret } = invited;
    expect(invitation).toMatchObject({ state: 'OPEN', organization: { slug: 'museum' } });

    const variables = { id: invitation.id, secret };
    const show = 'query ($id: ID!, $secret: String!) { invitation(id: $id, secret: $secret) { label role } }';
    expect((await stage.ask(show, { variables })).data).toEqual({
      invitation: { label: 'Wu Mei', role: 'EDITOR' },
    });
    expect((await stage.ask(show, { variables: { ...variables, secret: 'no' } })).data).toEqual({
      invitation: null,
    });

    const accept =
      'mutation ($id: ID!, $secret: String!) { acceptInvitation(id: $id, secret: $secret) { state address } }';
    const accepted = (await stage.ask(accept, { variables, token: guest })).data?.['acceptInvitation'];
    expect(accepted).toMatchObject({ state: 'ACCEPTED', address: expect.stringMatching(/^0x5050/) });

    const list = 'query ($id: ID!) { invitations(organizationId: $id) { id state address } }';
    const listed = (token: string) => stage.ask(list, { variables: { id: MUSEUM }, token });
    expect((await listed(owner)).data?.['invitations']).toEqual([
      { id: invitation.id, ...(accepted as object) },
    ]);
    expect((await listed(guest)).errors[0]?.extensions['code']).toBe('FORBIDDEN');

    const withdraw = 'mutation ($id: ID!) { withdrawInvitation(id: $id) { state } }';
    expect((await stage.ask(withdraw, { variables, token: owner })).data).toEqual({
      withdrawInvitation: { state: 'WITHDRAWN' },
    });
  });

  it('refuses to name an accreditor without the link', async () => {
    const name = `mutation { nameAccreditor(token: "guessed", address: "${DEMO_KEY.address}", signature: "0x") }`;
    expect((await stage.ask(name)).errors[0]?.extensions).toMatchObject({
      code: 'BAD_INPUT',
      field: 'token',
    });
  });

  it('gives a demonstration’s keys to this machine alone', async () => {
    const body = JSON.stringify({
      query: '{ demoAccounts { name address privateKey organization { slug } } }',
    });
    const ask = async (headers: Readonly<Record<string, string>>) => {
      const sent = request(`${stage.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      });
      sent.end(body);
      const answer = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
        sent.once('response', resolve);
        sent.once('error', reject);
      });
      return ((await json(answer)) as { data: { demoAccounts: unknown[] } }).data.demoAccounts;
    };
    expect(await ask({})).toEqual([{ ...DEMO_KEY, organization: { slug: 'museum' } }]);
    expect(await ask({ 'x-forwarded-for': '192.0.2.7' })).toEqual([]);
    expect(await ask({ host: 'evil.example' })).toEqual([]);
    // A proxy that says nothing of itself, and names its upstream as the host.
    stage.publicUrl = 'https://lanran.test';
    expect(await ask({})).toEqual([]);
  });
});
