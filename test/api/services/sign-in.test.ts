import { Wallet } from 'ethers';
import { SiweMessage } from 'siwe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SignInService } from '@lanran/api/services/sign-in';
import { organizationIdOf } from '@lanran/protocol/ids';
import { type StoresUnderTest, startStores } from '../adapters/mongo/stores-under-test.ts';
import { PUBLIC_URL, TestClock } from '../../support/services.ts';

const CHAIN_ID = 2_137n;
const HOURS = 12;

type MessageParts = ConstructorParameters<typeof SiweMessage>[0] & object;

describe('sign-in with Ethereum', () => {
  let under: StoresUnderTest;
  let signIn: SignInService;
  const clock = new TestClock();
  const wallet = new Wallet(Wallet.createRandom().privateKey);

  beforeAll(async () => {
    under = await startStores();
    signIn = new SignInService({
      ...under.stores,
      clock,
      publicUrl: () => new URL(PUBLIC_URL),
      chainId: CHAIN_ID,
      sessionHours: HOURS,
    });
  });
  afterAll(() => under.stop());
  beforeEach(() => clock.catchUp());

  async function message(overrides: Partial<MessageParts> = {}): Promise<string> {
    const { nonce, domain, uri } = await signIn.issueNonce();
    return new SiweMessage({
      domain,
      uri,
      nonce,
      address: wallet.address,
      version: '1',
      chainId: Number(CHAIN_ID),
      issuedAt: clock.now().toISOString(),
      ...overrides,
    }).prepareMessage();
  }

  async function signedIn(): Promise<string> {
    const text = await message();
    return (await signIn.signIn(text, await wallet.signMessage(text))).token;
  }

  async function refusalOf(text: string, signer = wallet): Promise<unknown> {
    return signIn.signIn(text, await signer.signMessage(text)).catch((error: unknown) => error);
  }

  it('opens a session for the key that signed, with what it is in each organization', async () => {
    await under.stores.organizations.project({
      id: organizationIdOf('museum'),
      slug: 'museum',
      name: { en: 'Museum' },
      kind: 'INSTITUTION',
      isAdmitted: true,
      members: [{ address: wallet.address.toLowerCase() as `0x${string}`, role: 'EDITOR' }],
      payout: null,
      council: null,
      succession: null,
      requestedBy: null,
      requestedAt: null,
      projectedIndex: 1,
    });
    const text = await message();
    const session = await signIn.signIn(text, await wallet.signMessage(text));
    expect(session.address).toBe(wallet.address.toLowerCase());
    expect(session.expiresAt.getTime()).toBe(clock.now().getTime() + HOURS * 3_600_000);
    expect(await signIn.authenticate(session.token)).toEqual({
      kind: 'member',
      address: session.address,
      memberships: [{ organizationId: organizationIdOf('museum'), kind: 'INSTITUTION', role: 'EDITOR' }],
    });
    expect(await signIn.authenticate(null)).toEqual({ kind: 'anonymous' });
  });

  it('takes each nonce once, also when two sign in with it at the same time', async () => {
    const text = await message();
    const signature = await wallet.signMessage(text);
    const outcomes = await Promise.allSettled([
      signIn.signIn(text, signature),
      signIn.signIn(text, signature),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(signIn.signIn(text, signature)).rejects.toMatchObject({ code: 'NONCE_USED' });
  });

  it('refuses a nonce it did not give, or gave too long ago', async () => {
    expect(await refusalOf(await message({ nonce: 'aaaaaaaaaaaaaaaa' }))).toMatchObject({
      code: 'NONCE_USED',
    });
    const late = await message();
    clock.pass(601);
    expect(await refusalOf(late)).toMatchObject({ code: 'NONCE_USED' });
  });

  it.each([
    ['for another domain', { domain: 'evil.example' }, 'message.domain'],
    ['for another port', { domain: '127.0.0.1:4001' }, 'message.domain'],
    ['for another origin', { uri: 'http://evil.example' }, 'message.uri'],
    ['for another chain', { chainId: 1 }, 'message.chainId'],
    ['that expired', { expirationTime: '2020-01-01T00:00:00.000Z' }, 'message.expirationTime'],
    ['that is still to come', { notBefore: '2100-01-01T00:00:00.000Z' }, 'message.notBefore'],
  ])('refuses a message %s, naming what is wrong, and leaves the nonce', async (_what, overrides, field) => {
    const text = await message(overrides);
    expect(await refusalOf(text)).toMatchObject({ code: 'BAD_INPUT', field });
    const { nonce } = new SiweMessage(text);
    expect(await refusalOf(await message({ nonce }))).toMatchObject({
      address: wallet.address.toLowerCase(),
    });
  });

  it('accepts a message within its times', async () => {
    const at = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000).toISOString();
    const text = await message({ issuedAt: at(-60), notBefore: at(-30), expirationTime: at(60) });
    expect(await refusalOf(text)).toMatchObject({ address: wallet.address.toLowerCase() });
  });

  it('refuses a signature by another key, over another text, or that is none', async () => {
    const text = await message();
    const refusals: unknown[] = [await refusalOf(text, new Wallet(Wallet.createRandom().privateKey))];
    for (const signature of [
      await wallet.signMessage(`${text} `),
      '0x',
      'nonsense',
      `0x${'00'.repeat(65)}`,
    ]) {
      refusals.push(await signIn.signIn(text, signature).catch((error: unknown) => error));
    }
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ code: 'BAD_SIGNATURE', field: 'signature' });
    expect(await refusalOf(text)).toMatchObject({ address: wallet.address.toLowerCase() });
  });

  it.each([
    ['an empty text', ''],
    ['another text', 'hello'],
    ['a text without end', 'x'.repeat(5_000)],
  ])('refuses %s for a message', async (_what, text) => {
    expect(await refusalOf(text)).toMatchObject({ code: 'BAD_INPUT', field: 'message' });
  });

  it('ends a session when it is signed out of, and when its time is over', async () => {
    const [ended, running] = [await signedIn(), await signedIn()];
    await signIn.signOut(ended);
    await expect(signIn.authenticate(ended)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    clock.pass(HOURS * 3_600 - 1);
    expect(await signIn.authenticate(running)).toMatchObject({ kind: 'member' });
    clock.pass(1);
    await expect(signIn.authenticate(running)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await expect(signIn.authenticate('made up')).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('ends all sessions of one key at once, and nobody else’s', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const other = new Wallet(Wallet.createRandom().privateKey);
    const text = await message({ address: other.address });
    const { token: others } = await signIn.signIn(text, await other.signMessage(text));
    await signIn.signOutEverywhere(await signIn.authenticate(here));
    for (const token of [here, there])
      await expect(signIn.authenticate(token)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    expect(await signIn.authenticate(others)).toMatchObject({ kind: 'member' });
    await expect(signIn.signOutEverywhere({ kind: 'anonymous' })).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });

  it('sweeps away what has expired, and only that', async () => {
    const token = await signedIn();
    await signIn.sweep();
    expect(await signIn.authenticate(token)).toMatchObject({ kind: 'member' });
  });
});
