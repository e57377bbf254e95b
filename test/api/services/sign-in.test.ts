import { Wallet } from 'ethers';
import { SiweMessage } from 'siwe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '@lanran/api/platform/kernel/errors';
import { RateLimit } from '@lanran/api/platform/http/rate-limit';
import { type SignInProof, SignInService } from '@lanran/api/accounts/services/sign-in';
import { SignInNonces } from '@lanran/api/accounts/services/sign-in-nonces';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { type StoresUnderTest, startStores } from '../adapters/mongo/stores-under-test.ts';
import { NO_SIGN_IN_LIMITS, NONCE_KEY } from '../../support/limits.ts';
import { PUBLIC_URL, TestClock } from '../../support/services.ts';

const CHAIN_ID = 2_137n;
const HOURS = 12;
const NETWORK = '192.0.2.7';
const OTHER_NETWORK = '192.0.2.8';

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
      nonceKey: NONCE_KEY,
      limits: NO_SIGN_IN_LIMITS,
    });
  });
  afterAll(() => under.stop());
  beforeEach(() => clock.catchUp());

  async function message(overrides: Partial<MessageParts> = {}): Promise<string> {
    const { nonce, domain, uri } = signIn.issueNonce();
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
    return (await signIn.signIn(NETWORK, { message: text, signature: await wallet.signMessage(text) })).token;
  }

  async function refusalOf(text: string, signer = wallet): Promise<unknown> {
    return signIn
      .signIn(NETWORK, { message: text, signature: await signer.signMessage(text) })
      .catch((error: unknown) => error);
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
      suspension: null,
      requestedBy: null,
      requestedAt: null,
      projectedIndex: 1,
    });
    const text = await message();
    const session = await signIn.signIn(NETWORK, {
      message: text,
      signature: await wallet.signMessage(text),
    });
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
      signIn.signIn(NETWORK, { message: text, signature }),
      signIn.signIn(NETWORK, { message: text, signature }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(signIn.signIn(NETWORK, { message: text, signature })).rejects.toMatchObject({
      code: 'NONCE_USED',
    });
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
      refusals.push(
        await signIn.signIn(NETWORK, { message: text, signature }).catch((error: unknown) => error),
      );
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
    expect(await signIn.authenticateLately(ended)).toMatchObject({ kind: 'member' });
    await signIn.signOut(ended);
    await expect(signIn.authenticateLately(ended)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
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
    const { token: others } = await signIn.signIn(NETWORK, {
      message: text,
      signature: await other.signMessage(text),
    });
    await signIn.authenticateLately(there);
    await signIn.signOutEverywhere(await signIn.authenticate(here));
    for (const token of [here, there]) {
      await expect(signIn.authenticate(token)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
      await expect(signIn.authenticateLately(token)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    }
    expect(await signIn.authenticate(others)).toMatchObject({ kind: 'member' });
    await expect(signIn.signOutEverywhere({ kind: 'anonymous' })).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });

  describe('limits', () => {
    const limited = (limits: Partial<typeof NO_SIGN_IN_LIMITS>) =>
      new SignInService({
        ...under.stores,
        clock,
        publicUrl: () => new URL(PUBLIC_URL),
        chainId: CHAIN_ID,
        sessionHours: HOURS,
        nonceKey: NONCE_KEY,
        limits: { ...NO_SIGN_IN_LIMITS, ...limits },
      });
    const three = () => new RateLimit({ most: 3, windowMs: 60_000 });
    const outcome = async (service: SignInService, network: string, proof: SignInProof) =>
      service.signIn(network, proof).then(
        () => 'signed in',
        (error: unknown) => (error instanceof DomainError ? error.code : error),
      );
    const proofOf = async (signer: { signMessage(text: string): Promise<string>; address: string }) => {
      const text = await message({ address: signer.address });
      return { message: text, signature: await signer.signMessage(text) };
    };

    it('stores nothing for a nonce that is asked for, nor for a sign-in that fails', async () => {
      const used: string[] = [];
      const nonces = {
        use: async (nonce: string) => used.push(nonce) > 0,
        sweep: async () => undefined,
      };
      const service = new SignInService({
        ...under.stores,
        nonces,
        clock,
        publicUrl: () => new URL(PUBLIC_URL),
        chainId: CHAIN_ID,
        sessionHours: HOURS,
        nonceKey: NONCE_KEY,
        limits: NO_SIGN_IN_LIMITS,
      });
      for (let times = 0; times < 1_000; times += 1) service.issueNonce();
      expect(await outcome(service, NETWORK, { message: await message(), signature: '0x' })).toBe(
        'BAD_SIGNATURE',
      );
      expect(used).toEqual([]);
      expect(await outcome(service, NETWORK, await proofOf(wallet))).toBe('signed in');
      expect(used).toHaveLength(1);
    });

    it('refuses a nonce of another key, and one whose time was changed', async () => {
      const { nonce } = signIn.issueNonce();
      const later = `f${nonce.slice(1)}`;
      const others = new SignInNonces({ key: new Uint8Array(32), used: under.stores.nonces });
      for (const forged of [later, others.issue(clock.now()).nonce, nonce.slice(0, -1)])
        expect(await refusalOf(await message({ nonce: forged }))).toMatchObject({ code: 'NONCE_USED' });
    });

    it('counts failures alone, by network, and lets the right signature pass all the same', async () => {
      const service = limited({ failures: three() });
      const wrong = async () => ({ message: await message(), signature: '0x' });
      for (let times = 0; times < 3; times += 1)
        expect(await outcome(service, NETWORK, await wrong())).toBe('BAD_SIGNATURE');
      expect(await outcome(service, NETWORK, await wrong())).toBe('LIMIT_EXCEEDED');
      expect(await outcome(service, OTHER_NETWORK, await wrong())).toBe('BAD_SIGNATURE');
      for (let times = 0; times < 10; times += 1)
        expect(await outcome(service, NETWORK, await proofOf(wallet))).toBe('signed in');
    });

    it('opens only so many sessions for keys of no organization, and as many as they want for the others', async () => {
      const service = limited({ unknownKeys: three() });
      const owner = new Wallet(Wallet.createRandom().privateKey);
      await under.stores.organizations.project({
        id: organizationIdOf('archive'),
        slug: 'archive',
        name: { en: 'Archive' },
        kind: 'INSTITUTION',
        isAdmitted: true,
        members: [{ address: owner.address.toLowerCase() as `0x${string}`, role: 'OWNER' }],
        payout: null,
        council: null,
        succession: null,
        suspension: null,
        requestedBy: null,
        requestedAt: null,
        projectedIndex: 1,
      });
      const stranger = async () => outcome(service, NETWORK, await proofOf(Wallet.createRandom()));
      for (let times = 0; times < 3; times += 1) expect(await stranger()).toBe('signed in');
      expect(await stranger()).toBe('LIMIT_EXCEEDED');
      for (let times = 0; times < 5; times += 1)
        expect(await outcome(service, NETWORK, await proofOf(owner))).toBe('signed in');
    });

    it('hold up no holder of an office, who need be of no organization', async () => {
      const holder = new Wallet(Wallet.createRandom().privateKey);
      const isOfficeHolder = async (address: Hex) => address === holder.address.toLowerCase();
      const service = limited({ unknownKeys: { take: () => false }, isOfficeHolder });

      expect(await outcome(service, NETWORK, await proofOf(Wallet.createRandom()))).toBe('LIMIT_EXCEEDED');
      expect(await outcome(service, NETWORK, await proofOf(holder))).toBe('signed in');
    });
  });

  it('sweeps away what has expired, and only that', async () => {
    const token = await signedIn();
    await signIn.sweep();
    expect(await signIn.authenticate(token)).toMatchObject({ kind: 'member' });
  });
});
