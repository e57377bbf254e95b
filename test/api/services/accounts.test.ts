import { createHash } from 'node:crypto';
import { encryptKeystoreJson, Wallet } from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { DomainError } from '@lanran/api/platform/kernel/errors';
import { RateLimit } from '@lanran/api/platform/http/rate-limit';
import { type AccountRequest, AccountsService } from '@lanran/api/accounts/services/accounts';
import { accountText, deriveRetrieval } from '@lanran/protocol/accounts/account';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { type StoresUnderTest, startStores } from '../adapters/mongo/stores-under-test.ts';

const NOW = new Date('2026-11-25T08:00:00Z');
const CALLER = '192.0.2.7';
const OTHER_CALLER = '192.0.2.8';

const keystoreOf = (wallet: { address: string; privateKey: string }) =>
  encryptKeystoreJson({ address: wallet.address, privateKey: wallet.privateKey }, 'indigo', {
    scrypt: { N: 2, r: 1, p: 1 },
  });

describe('accounts', () => {
  let under: StoresUnderTest;
  let accounts: AccountsService;
  let at = 0;
  beforeAll(async () => void (under = await startStores()));
  afterAll(() => under.stop());
  beforeEach(() => {
    at += 1;
    accounts = new AccountsService({
      accounts: under.stores.accounts,
      clock: { now: () => NOW },
      limits: {
        wrongSecrets: new RateLimit({ most: 3, windowMs: 60_000 }),
        newAccounts: new RateLimit({ most: 3, windowMs: 60_000 }),
        newAccountsOfAll: new RateLimit({ most: 5, windowMs: 60_000 }),
      },
    });
  });

  async function request(overrides: Partial<AccountRequest> = {}): Promise<AccountRequest> {
    const wallet = Wallet.createRandom();
    const address = parseAddress(wallet.address.toLowerCase());
    const input = {
      name: `wu.mei-${at}`,
      displayName: '吴梅',
      address,
      keystore: await keystoreOf(wallet),
      retrieval: randomBytes32(),
      ...overrides,
    };
    const { name, keystore } = input;
    return {
      ...input,
      signature: overrides.signature ?? (await wallet.signMessage(accountText({ name, address, keystore }))),
    };
  }

  it('keep a key’s ciphertext, which name and secret open in any spelling of the name', async () => {
    const input = await request();
    const made = await accounts.create(CALLER, {
      ...input,
      name: ` WU.Mei-${at}`,
      address: input.address.toUpperCase().replace('X', 'x'),
    });
    expect(made).toMatchObject({ name: input.name, displayName: '吴梅', address: input.address });
    const opened = await accounts.open(CALLER, { name: `Wu.MEI-${at}`, retrieval: input.retrieval });
    expect(opened.keystore).toBe(input.keystore);
    expect((await Wallet.fromEncryptedJson(opened.keystore, 'indigo')).address.toLowerCase()).toBe(
      input.address,
    );
    expect(await accounts.findByAddress(made.address)).toEqual(opened);
  });

  it('keep of the secret its hash alone', async () => {
    const input = await request();
    const { retrievalHash } = await accounts.create(CALLER, input);
    const digest = createHash('sha256')
      .update(Buffer.from(input.retrieval.slice(2), 'hex'))
      .digest('hex');
    expect(retrievalHash).toBe(`0x${digest}`);
    expect(JSON.stringify(await under.stores.accounts.find(input.name))).not.toContain(
      input.retrieval.slice(2),
    );
  });

  it('take letters of any script for a name', async () => {
    const name = `阿依-${at}`;
    expect(await accounts.create(CALLER, await request({ name }))).toMatchObject({ name });
  });

  it('are the same when they are made again, and nobody else’s', async () => {
    const input = await request();
    const made = await accounts.create(CALLER, input);
    expect(await accounts.create(CALLER, input)).toEqual(made);
    await expect(accounts.create(CALLER, await request())).rejects.toMatchObject({
      code: 'CONFLICT',
      field: 'input.name',
    });
  });

  it('are one a key', async () => {
    const wallet = Wallet.createRandom();
    const address = parseAddress(wallet.address.toLowerCase());
    const keystore = await keystoreOf(wallet);
    const named = async (name: string) => ({
      ...(await request({ name, address, keystore })),
      signature: await wallet.signMessage(accountText({ name, address, keystore })),
    });
    await accounts.create(CALLER, await named(`first-${at}`));
    await expect(accounts.create(CALLER, await named(`second-${at}`))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'input.address',
      message: expect.stringContaining(`first-${at}`),
    });
  });

  it('are not made for a key that is not the maker’s', async () => {
    const [mine, theirs] = [await request(), await request()];
    await expect(accounts.create(CALLER, { ...mine, signature: theirs.signature })).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
      field: 'input.signature',
    });
    const changed = { ...mine, keystore: mine.keystore.replace('"version":3', '"version": 3') };
    await expect(accounts.create(CALLER, changed)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
  });

  it.each<[string, Partial<AccountRequest>, string]>([
    ['a name of one letter', { name: 'w' }, 'input.name'],
    ['a name with a space', { name: 'wu mei' }, 'input.name'],
    ['no display name', { displayName: ' ' }, 'input.displayName'],
    ['a secret of another length', { retrieval: '0x12' }, 'input.retrieval'],
    ['a keystore that is none', { keystore: '{"version":3}' }, 'input.keystore'],
    ['a private key for a keystore', { keystore: `"0x${'01'.repeat(32)}"` }, 'input.keystore'],
    [
      'a keystore past 4 KB',
      { keystore: JSON.stringify({ version: 3, pad: 'x'.repeat(4_096) }) },
      'input.keystore',
    ],
  ])('refuse %s', async (_what, wrong, field) => {
    const input = { ...(await request()), ...wrong };
    await expect(accounts.create(CALLER, input)).rejects.toMatchObject({ field });
  });

  it('refuse the keystore of another key', async () => {
    const keystore = await keystoreOf(Wallet.createRandom());
    await expect(accounts.create(CALLER, await request({ keystore }))).rejects.toMatchObject({
      field: 'input.keystore',
    });
  });

  const outcomeOf = async (opening: Promise<unknown>) =>
    opening.then(
      () => 'opened',
      (error: unknown) => error,
    );

  it('say the same of a name nobody has and of a wrong secret, and only so often to one network', async () => {
    const { name } = await accounts.create(CALLER, await request());
    const retrieval = randomBytes32();
    const refusal = (of: string, network = CALLER) =>
      outcomeOf(accounts.open(network, { name: of, retrieval }));
    const [wrong, unknown] = [await refusal(name), await refusal(`nobody-${at}`)];
    expect(wrong).toMatchObject({ code: 'BAD_INPUT', field: 'retrieval' });
    expect((unknown as Error).message).toBe((wrong as Error).message);
    await refusal(name);
    const [tooOften, unknownTooOften] = [await refusal(name), await refusal(`nobody-${at}`)];
    expect(tooOften).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect((unknownTooOften as Error).message).toBe((tooOften as Error).message);
    expect(await refusal(name, OTHER_CALLER)).toMatchObject({ code: 'BAD_INPUT' });
  });

  it('open to the right secret however often others tried a wrong one, from that network and from others', async () => {
    const input = await request();
    const { name } = await accounts.create(CALLER, input);
    for (let tries = 0; tries < 50; tries += 1)
      await outcomeOf(accounts.open(CALLER, { name, retrieval: randomBytes32() }));
    for (const network of [CALLER, OTHER_CALLER])
      expect(await accounts.open(network, { name, retrieval: input.retrieval })).toMatchObject({ name });
  });

  it('do not count the right secret', async () => {
    const { name, retrieval } = await request();
    await accounts.create(CALLER, { ...(await request({ name, retrieval })) });
    for (let times = 0; times < 20; times += 1)
      expect(await outcomeOf(accounts.open(CALLER, { name, retrieval }))).toBe('opened');
  });

  it('are made only so often by one network, which holds up no other, and only so often by all', async () => {
    const make = async (network: string, name: string) =>
      accounts.create(network, await request({ name })).then(
        () => 'made',
        (error: unknown) => (error instanceof DomainError ? error.code : error),
      );
    const outcomes = async (network: string, names: readonly string[]) => {
      const made: unknown[] = [];
      for (const name of names) made.push(await make(network, `${name}-${at}`));
      return made;
    };
    expect(await outcomes(CALLER, ['aa', 'ab', 'ac', 'ad'])).toEqual([
      'made',
      'made',
      'made',
      'LIMIT_EXCEEDED',
    ]);
    expect(await outcomes(OTHER_CALLER, ['ba', 'bb', 'bc'])).toEqual(['made', 'made', 'LIMIT_EXCEEDED']);
  });

  it('take a new passphrase from their key alone', async () => {
    const wallet = Wallet.createRandom();
    const address = parseAddress(wallet.address.toLowerCase());
    const keystore = await keystoreOf(wallet);
    const input = await request({ address, keystore });
    const signature = await wallet.signMessage(accountText({ name: input.name, address, keystore }));
    await accounts.create(CALLER, { ...input, signature });
    const actor: Actor = { kind: 'member', address, memberships: [] };
    const changes = { displayName: '吴小梅', keystore: await keystoreOf(wallet), retrieval: randomBytes32() };

    expect(await accounts.update(actor, changes)).toMatchObject({ name: input.name, displayName: '吴小梅' });

    const { name } = input;
    await expect(accounts.open(CALLER, { name, retrieval: input.retrieval })).rejects.toThrow();
    expect(await accounts.open(CALLER, { name, retrieval: changes.retrieval })).toMatchObject({
      keystore: changes.keystore,
    });
    await expect(accounts.update(actor, { keystore })).rejects.toMatchObject({ field: 'input.retrieval' });
    await expect(accounts.update({ kind: 'anonymous' }, changes)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    const stranger: Actor = { ...actor, address: `0x${'99'.repeat(20)}` };
    await expect(accounts.update(stranger, { displayName: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

it('derives one secret from one name and passphrase, on every computer and in any spelling', async () => {
  expect(await deriveRetrieval('Wu.Mei', 'indigo and wax')).toBe(
    '0x1da66c7be9188d40334377504cd7efc97d084f84904574803b4bc8c8006c7e4c',
  );
});
