import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { type ContractFactory, JsonRpcProvider, type JsonRpcSigner, Wallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { SilentToken__factory } from '../../contracts/abi/factories/SilentToken__factory.ts';
import { TaxedToken__factory } from '../../contracts/abi/factories/TaxedToken__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import { Installation } from '../support/installation.ts';
import { NotStartedError, startPlatform } from '../support/platform-process.ts';

const PEOPLE = ['accreditor', 'museum', 'village', 'hamlet', 'studio', 'stranger'] as const;
type Person = (typeof PEOPLE)[number];
const REACH = ['--media', 'streaming', '--territory', 'FR,CN'];
const WINDOW = [...REACH, '--from', '2027-01-01', '--to', '2027-12-31'];
const OFFER = [...REACH, '--from', '2026-12-01', '--to', '2028-12-31'];
const Sold = z.object({ licenseId: z.string() });
const Secrets = z.object({ deployerKey: z.string(), relayerKey: z.string() });

/** A node of Hardhat as its makers ship it, with its own accounts and fees: a chain that is not the platform's. */
class SecondChain {
  readonly #child: ChildProcess;
  readonly url: string;
  readonly provider: JsonRpcProvider;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
    this.provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1 });
  }

  static async start(): Promise<SecondChain> {
    const port = await freePort();
    const cli = join('node_modules', 'hardhat', 'internal', 'cli', 'bootstrap.js');
    const child = spawn(process.execPath, [cli, 'node', '--port', String(port), '--hostname', '127.0.0.1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (text: Buffer) => {
        if (text.toString().includes('Started HTTP')) resolve();
      }),
    );
    return new SecondChain(child, `http://127.0.0.1:${port}`);
  }

  async bank(): Promise<JsonRpcSigner> {
    return this.provider.getSigner(0);
  }

  async end(): Promise<void> {
    this.provider.destroy();
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

/** The acts follow each other. */
describe('a platform on a chain of others, that sells for a token of that chain', () => {
  const here = Installation.emptyForSuite();
  let chain: SecondChain;
  let token: string;
  let taxed: string;
  const keys = new Map<Person, string>();
  const assets: string[] = [];
  let taxedOffer: Record<string, unknown>;
  const keyFile = (who: Person) => here.path(`${who}.key`);
  const as = async (who: Person, ...args: readonly string[]) =>
    here.lanranHere(...args, '--key-file', keyFile(who));
  const done = async (who: Person, ...args: readonly string[]) => {
    const outcome = await as(who, ...args);
    expect(outcome, args.join(' ')).toMatchObject({ exitCode: 0 });
    return outcome.document;
  };
  const addressOf = (who: Person) => new Wallet(keys.get(who) ?? '').address;
  const balanceOf = async (who: Person) =>
    TestToken__factory.connect(token, chain.provider).balanceOf(addressOf(who));
  const settings = (tokens: string) => ({
    LANRAN_DEMO: '0',
    LANRAN_ACCREDITOR: addressOf('accreditor'),
    LANRAN_CURRENCIES: 'CNY',
    CHAIN_RPC_URL: chain.url,
    PAYMENT_TOKENS: tokens,
  });

  beforeAll(async () => {
    chain = await SecondChain.start();
    const bank = await chain.bank();
    const deploy = async (factory: ContractFactory, ...args: unknown[]) =>
      (await (await factory.deploy(...args)).waitForDeployment()).getAddress();
    token = await deploy(new TestToken__factory(bank), bank.address);
    taxed = await deploy(new TaxedToken__factory(bank));
    for (const who of PEOPLE) {
      const { privateKey } = Wallet.createRandom();
      await writeFile(keyFile(who), privateKey, { mode: 0o600 });
      keys.set(who, privateKey);
    }
  });
  afterAll(() => chain.end());

  /** What a start says that must be refused. */
  async function refusal(tokens: string): Promise<string> {
    const start = startPlatform({
      distDir: inject('distDir'),
      dataDir: here.path(`refused-${tokens.slice(0, 8)}`),
      env: { PORT: '0', ...settings(tokens) },
    });
    const outcome = await start.catch((error: unknown) => error);
    if (outcome instanceof NotStartedError) return outcome.ending.stderr;
    throw new Error('The start was not refused.');
  }

  it(
    'refuses what is no token of that chain, before anything is deployed',
    { timeout: 120_000 },
    async () => {
      const nobody = `0x${'12'.repeat(20)}`;
      expect(await refusal(nobody)).toContain('is no contract of this chain');
      const bank = await chain.bank();
      const silent = await (await new SilentToken__factory(bank).deploy()).waitForDeployment();
      expect(await refusal(await silent.getAddress())).toContain('does not answer as an ERC-20 token does');
    },
  );

  it('starts once its two addresses have coins', { timeout: 180_000 }, async () => {
    const wanted = `${token}:EURX,${taxed}`;
    await expect(here.start(settings(wanted))).rejects.toThrow();
    const secrets = Secrets.parse(JSON.parse(await readFile(join(here.dataDir, 'secrets.json'), 'utf8')));
    const bank = await chain.bank();
    for (const key of [secrets.deployerKey, secrets.relayerKey])
      await (await bank.sendTransaction({ to: new Wallet(key).address, value: 10n ** 20n })).wait();
    await here.start(settings(wanted), { readyWithinMs: 150_000 });
    const { document } = await here.lanranHere('currencies');
    expect(document).toMatchObject({
      currencies: [
        { code: 'EURX', kind: 'TOKEN', decimals: 2, address: token.toLowerCase() },
        { code: 'TAX', kind: 'TOKEN', decimals: 18 },
        { code: 'CNY', kind: 'UNIT' },
      ],
    });
  });

  it('has three assets of two communities on offer for the token', { timeout: 180_000 }, async () => {
    for (const [who, kind] of [
      ['museum', 'institution'],
      ['village', 'community'],
      ['hamlet', 'community'],
      ['studio', 'studio'],
    ] as const) {
      await done(who, 'organization', 'request', who, '--kind', kind, '--name', who, '--letter', 'Please.');
      await done('accreditor', 'accredit', who);
    }
    for (const [at, community] of (['village', 'village', 'hamlet'] as const).entries()) {
      const file = here.path(`cloth-${at}.txt`);
      await writeFile(file, `cloth ${at}`);
      const named = ['--kind', 'pattern', '--title', `Cloth ${at}`, '--community', community];
      const { assetId } = z
        .object({ assetId: z.string() })
        .parse(await done('museum', 'publish', file, ...named));
      await done(community, 'consent', assetId, ...REACH, '--until', '2028-12-31', '--share-bps', '2000');
      assets.push(assetId);
    }
    const { listId } = z.object({ listId: z.string() }).parse(await done('museum', 'list', 'create', 'Sale'));
    await done('museum', 'list', 'add', listId, ...assets);
    const offered = await done('museum', 'list', 'offer', listId, ...OFFER, '--price', '100 EURX', '--yes');
    expect(offered).toMatchObject({ counts: { NEW: 3 } });
    taxedOffer = await done(
      'museum',
      'offer',
      assets[2] ?? '',
      ...OFFER,
      '--price',
      '5 TAX',
      '--accept-cheap-blocking',
    );
  });

  it('sells to nobody who has none of it, and gives out no play money', async () => {
    const poor = await as('studio', 'license', assets[0] ?? '', ...WINDOW);
    expect(poor.exitCode).toBe(1);
    expect(await as('stranger', 'license', assets[0] ?? '', ...WINDOW)).toMatchObject({ exitCode: 1 });
    expect(await as('studio', 'fund', '--amount', '100 EURX')).not.toMatchObject({ exitCode: 0 });
  });

  it('sells at once for it, and divides the price', { timeout: 120_000 }, async () => {
    const bank = await chain.bank();
    await (await TestToken__factory.connect(token, bank).mint(addressOf('studio'), 100_000n)).wait();
    const licenses: string[] = [];
    for (const asset of assets.slice(0, 2))
      licenses.push(Sold.parse(await done('studio', 'license', asset, ...WINDOW)).licenseId);
    expect(await balanceOf('studio')).toBe(80_000n);
    await done('museum', 'claim');
    await done('village', 'claim');
    expect(await balanceOf('museum')).toBe(16_000n);
    expect(await balanceOf('village')).toBe(4_000n);
    const folder = here.path('package');
    await done('studio', 'download', licenses[0] ?? '', '--out', folder);
    expect(await here.lanranHere('verify', folder, '--rpc', chain.url)).toMatchObject({ exitCode: 0 });
  });

  it('sells by order and invoice in the same token', { timeout: 120_000 }, async () => {
    const wish = ['--to', '2027-06-30', '--from', '2027-01-01', ...REACH];
    const { listId } = z
      .object({ listId: z.string() })
      .parse(await done('studio', 'list', 'create', 'Wanted', ...wish));
    await done('studio', 'list', 'add', listId, ...assets);
    const ordered = await done('studio', 'list', 'order', listId, '--yes');
    const { order } = z.object({ order: z.object({ number: z.string() }) }).parse(ordered);
    await done('museum', 'confirm-paid', order.number);
    await done('village', 'confirm-share', '--all');
    await done('hamlet', 'confirm-share', '--all');
    const { licenses } = z.object({ licenses: z.array(z.unknown()) }).parse(await done('studio', 'licenses'));
    expect(licenses).toHaveLength(5);
  });

  it(
    'refuses a purchase in a token that keeps a part, and nothing is paid',
    { timeout: 120_000 },
    async () => {
      const bank = await chain.bank();
      const tax = TaxedToken__factory.connect(taxed, bank);
      await (await tax.mint(addressOf('studio'), 10n ** 19n)).wait();
      await (await tax.setPayer(1)).wait();
      const { offerId } = z.object({ offerId: z.string() }).parse(taxedOffer);
      const refused = await as('studio', 'license', assets[2] ?? '', ...WINDOW, '--offer', offerId);
      expect(refused).toMatchObject({ exitCode: 1 });
      expect(await tax.balanceOf(addressOf('studio'))).toBe(10n ** 19n);
    },
  );
});
