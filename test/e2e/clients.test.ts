import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FetchRequest, JsonRpcProvider, Wallet } from 'ethers';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { create } from 'ipfs-http-client';
import { MongoClient } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bodyHash, parseBody } from '@lanran/protocol/log/body';
import { decodeEvidence } from '@lanran/protocol/log/evidence';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { leafHash } from '@lanran/protocol/log/merkle';
import { parseStatement, statementHash } from '@lanran/protocol/log/statement';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { readContracts } from '../support/chain-figures.ts';
import { type Account, Installation } from '../support/installation.ts';

const Assets = z.object({
  assets: z.object({
    edges: z.array(
      z.object({
        node: z.object({ id: z.string(), files: z.array(z.object({ path: z.string(), cid: z.string() })) }),
      }),
    ),
  }),
});
const ASSETS = `query ($access: Access!) {
  assets(first: 20, filter: { access: $access }) { edges { node { id files { path cid } } } }
}`;

describe('with the platform running, ordinary clients', () => {
  const here = Installation.forSuite();
  beforeAll(async () => {
    await here.start();
  });

  async function assetsThatAre(access: 'OPEN' | 'LICENSED') {
    const { assets } = Assets.parse(await here.ask(ASSETS, { access }));
    return assets.edges.map(({ node }) => node);
  }

  it('read its documents through the mongodb driver, by an index', async () => {
    const client = await MongoClient.connect((await here.services()).mongoUri);
    try {
      const leaves = client.db().collection<{ _id: number; assetId: string }>('leaves');
      const [asset] = await assetsThatAre('LICENSED');

      expect(await leaves.countDocuments()).toBe(await here.leafCount());
      expect(await leaves.findOne({ _id: 0 })).toMatchObject({ statement: { kind: 'genesis' } });
      const found = await leaves
        .find({ assetId: asset?.id ?? '' })
        .sort({ _id: 1 })
        .toArray();
      expect(found[0]).toMatchObject({ statement: { kind: 'published' } });
      const plan = await leaves.find({ assetId: asset?.id ?? '' }).explain('executionStats');
      expect(plan['executionStats']).toMatchObject({ totalDocsExamined: found.length });
    } finally {
      await client.close();
    }
  });

  it('store files through ipfs-http-client with the token, and read them but for originals that are not open', async () => {
    const url = (await here.services()).ipfsApiUrl;
    const ipfs = create({ url });
    const { ipfsToken } = z
      .object({ ipfsToken: z.string() })
      .parse(JSON.parse(await readFile(join(here.dataDir, 'secrets.json'), 'utf8')));
    const authorized = create({ url, headers: { authorization: `Bearer ${ipfsToken}` } });
    const [open] = await assetsThatAre('OPEN');
    const [licensed] = await assetsThatAre('LICENSED');
    const read = async (cid: string) => {
      const parts: Uint8Array[] = [];
      for await (const part of ipfs.cat(cid)) parts.push(part);
      return Buffer.concat(parts);
    };

    expect((await ipfs.version()).version).toMatch(/\d/);
    const bytes = randomBytes(3_000_000);
    await expect(ipfs.add(bytes)).rejects.toThrow('Bearer <TOKEN>');
    const { cid, size } = await authorized.add(bytes, { cidVersion: 1, rawLeaves: true });
    expect(size).toBeGreaterThanOrEqual(bytes.length);
    expect((await read(cid.toString())).equals(bytes)).toBe(true);
    expect((await read(open?.files[0]?.cid ?? '')).subarray(1, 4).toString()).toBe('PNG');
    await expect(read(licensed?.files[0]?.cid ?? '')).rejects.toThrow();
  });

  it.each(['chain', '/rpc'])('read the chain through ethers (%s), and may not command it', async (door) => {
    const { chainRpcUrl, chainSecret } = await here.services();
    const request = new FetchRequest(door === '/rpc' ? `${here.platform.url}/rpc` : chainRpcUrl);
    if (door === 'chain') request.setHeader('authorization', `Bearer ${chainSecret}`);
    const provider = new JsonRpcProvider(request, undefined, { cacheTimeout: -1 });
    try {
      const address = (await readContracts(here)).get('ProvenanceLog') ?? '';
      const log = ProvenanceLog__factory.connect(address, provider);
      const anchored = await log.queryFilter(log.filters.CheckpointAnchored());

      expect(await provider.getBlockNumber()).toBeGreaterThan(20);
      expect(anchored.length).toBeGreaterThan(0);
      expect(Number(anchored.at(-1)?.args.size)).toBeLessThanOrEqual(await here.leafCount());
      await expect(provider.send('hardhat_reset', [])).rejects.toThrow(/hardhat_reset/);
      await expect(provider.send('evm_mine', [])).rejects.toThrow(/evm_mine/);
    } finally {
      provider.destroy();
    }
  });

  describe('that are wallets (/rpc)', () => {
    /** As a browser sends it for an extension. */
    const WALLET = {
      'content-type': 'application/json',
      origin: 'chrome-extension://nkbihfbeogaeaoehlefnkodbefgpgknn',
      'sec-fetch-site': 'none',
    };
    const Reply = z.object({
      result: z.unknown().optional(),
      error: z.object({ code: z.number(), message: z.string() }).optional(),
    });
    async function ask(method: string, ...params: readonly unknown[]) {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
      const response = await fetch(`${here.platform.url}/rpc`, { method: 'POST', headers: WALLET, body });
      return Reply.parse(await response.json());
    }
    /** A call of the test token that anybody may make, and that anybody may send. */
    async function approval() {
      const to = (await readContracts(here)).get('TestToken') ?? '';
      const spender = (await readContracts(here)).get('LicenseMarket') ?? '';
      const data = TestToken__factory.createInterface().encodeFunctionData('approve', [spender, 5n]);
      return { to, data };
    }
    const walletOf = async (account: Account) =>
      new Wallet((await readFile(here.keyFile(account), 'utf8')).trim());
    const send = async (wallet: Pick<Wallet, 'signTransaction'>, request: object) => {
      const chainId = BigInt(String((await ask('eth_chainId')).result));
      const free = { type: 2, chainId, maxFeePerGas: 0, maxPriorityFeePerGas: 0, gasLimit: 100_000 };
      return ask('eth_sendRawTransaction', await wallet.signTransaction({ ...free, ...request }));
    };

    it('are answered whatever they ask', async () => {
      const { to, data } = await approval();
      const { address } = await walletOf('studio');
      const quantity = expect.stringMatching(/^0x(0|[1-9a-f][0-9a-f]*)$/) as unknown;
      const block = { number: quantity, baseFeePerGas: '0x0' };
      const answers: [method: string, params: unknown[], result: unknown][] = [
        ['eth_chainId', [], quantity],
        ['net_version', [], expect.stringMatching(/^\d+$/)],
        ['web3_clientVersion', [], expect.any(String)],
        ['eth_syncing', [], false],
        ['eth_blockNumber', [], quantity],
        ['eth_getBlockByNumber', ['latest', false], expect.objectContaining(block)],
        ['eth_getBalance', [address, 'latest'], '0x0'],
        ['eth_getTransactionCount', [address, 'pending'], quantity],
        ['eth_getCode', [to, 'latest'], expect.stringMatching(/^0x60/)],
        ['eth_gasPrice', [], '0x0'],
        ['eth_maxPriorityFeePerGas', [], '0x0'],
        ['eth_feeHistory', ['0x5', 'latest', [10, 50]], expect.objectContaining({ oldestBlock: quantity })],
        ['eth_estimateGas', [{ from: address, to, data }], quantity],
        ['eth_call', [{ from: address, to, data }, 'latest'], expect.stringMatching(/01$/)],
      ];
      for (const [method, params, result] of answers)
        expect({ method, ...(await ask(method, ...params)) }).toEqual({ method, result });
    });

    it('send a member’s transaction, and read its receipt', async () => {
      const wallet = await walletOf('studio');
      const nonce = Number((await ask('eth_getTransactionCount', wallet.address, 'latest')).result);

      const { result: hash } = await send(wallet, { ...(await approval()), nonce });

      expect((await ask('eth_getTransactionReceipt', hash)).result).toMatchObject({ status: '0x1' });
      expect((await ask('eth_getTransactionByHash', hash)).result).toMatchObject({ hash });
    });

    it('send nothing that fails, that strangers signed, or that creates contracts', async () => {
      const member = await walletOf('studio');
      const nonce = Number((await ask('eth_getTransactionCount', member.address, 'latest')).result);
      const { to, data } = await approval();
      const before = (await ask('eth_blockNumber')).result;

      const refusals = [
        await send(member, { to, data: '0x12345678', nonce }),
        await send(Wallet.createRandom(), { to, data, nonce: 0 }),
        await send(member, { data: '0x5b600056', nonce }),
        await send(member, { to: member.address, nonce }),
      ];

      expect(refusals.map(({ error }) => error?.message)).toEqual([
        expect.stringContaining('reverted'),
        expect.stringContaining('Let the platform relay'),
        expect.stringContaining('Only the deployer'),
        expect.stringContaining('is no contract of this platform'),
      ]);
      expect((await ask('eth_blockNumber')).result).toBe(before);
    });
  });

  it('learn the GraphQL schema by introspection, and ask by it', async () => {
    const schema = buildClientSchema((await here.ask(getIntrospectionQuery())) as IntrospectionQuery);

    const query = schema.getQueryType();
    expect(Object.keys(query?.getFields() ?? {})).toEqual(
      expect.arrayContaining(['asset', 'assets', 'quote', 'proof']),
    );
    expect(isObjectType(schema.getType('Asset'))).toBe(true);
    expect(validate(schema, parse(ASSETS))).toEqual([]);
    expect(await assetsThatAre('LICENSED')).not.toEqual([]);
  });

  describe('in the hands of an operator who edits a published document', () => {
    const Leaf = z.looseObject({
      _id: z.number(),
      statement: z.unknown(),
      body: z.array(z.looseObject({ name: z.string(), value: z.unknown() })),
    });

    /** Rewrites an asset's first leaf as `edit` says, and starts anew, so that nothing remembers what was. */
    async function edited(
      assetId: string,
      edit: (leaf: z.infer<typeof Leaf> & { evidence: Uint8Array }) => object,
    ): Promise<void> {
      const client = await MongoClient.connect((await here.services()).mongoUri);
      try {
        const leaves = client.db().collection<{ _id: number; assetId: string }>('leaves');
        const assets = client.db().collection<{ _id: string }>('assets');
        const stored = await leaves.findOne({ assetId }, { sort: { _id: 1 }, promoteBuffers: true });
        const { evidence } = z.looseObject({ evidence: z.instanceof(Uint8Array) }).parse(stored);
        const edits = edit({ ...Leaf.parse(stored), evidence });
        const { matchedCount } = await leaves.updateOne({ _id: stored?._id ?? -1 }, { $set: edits });
        expect(matchedCount).toBe(1);
        // A thorough forger has the asset name the statement that stands there now.
        if ('statementHash' in edits)
          await assets.updateOne({ _id: assetId }, { $set: { head: edits.statementHash } });
        await client.db().collection('tiles').deleteMany({});
      } finally {
        await client.close();
      }
      await here.platform.end('SIGTERM');
      await here.start();
    }

    async function failedChecks(assetId: string): Promise<string[]> {
      const [bundle, trust] = [here.path(`${assetId}.lanran.json`), here.path('trust.json')];
      expect(await here.as('auditor', 'proof', assetId, '--out', bundle)).toMatchObject({ exitCode: 0 });
      const { exitCode, document } = await here.lanran('verify', bundle, '--trust', trust);
      const { checks } = z
        .object({ checks: z.array(z.object({ name: z.string(), status: z.string() })) })
        .parse(document);
      const failed = checks.filter(({ status }) => status === 'fail').map(({ name }) => name);
      expect(exitCode).toBe(failed.length === 0 ? 0 : 1);
      return failed;
    }

    const retitled = (body: z.infer<typeof Leaf>['body']) =>
      body.map((field) => (field.name.startsWith('title') ? { ...field, value: 'A forgery' } : field));

    beforeAll(async () => {
      await writeFile(here.path('trust.json'), await (await here.get('/log/trust.json')).text());
    });

    it('are betrayed by the check `body` when a field was changed', async () => {
      const [, { id } = { id: '' }] = await assetsThatAre('LICENSED');
      expect(await failedChecks(id)).toEqual([]);

      await edited(id, ({ body }) => ({ body: retitled(body) }));

      expect(await failedChecks(id)).toContain('body');
    });

    it('are refused by the next start when all that can be computed was computed anew', async () => {
      const [, , { id } = { id: '' }] = await assetsThatAre('LICENSED');

      const forging = edited(id, (leaf) => {
        const body = parseBody({ fields: retitled(leaf.body) });
        const statement = parseStatement({
          ...z.record(z.string(), z.unknown()).parse(leaf.statement),
          bodyHash: bodyHash(body),
        });
        const bytes = encodeLeaf(statement, decodeEvidence(leaf.evidence));
        return {
          statement,
          body: body.fields,
          statementHash: statementHash(statement),
          leaf: Buffer.from(bytes),
          leafHash: Buffer.from(leafHash(bytes)),
        };
      });

      await expect(forging).rejects.toThrow(/whose root at \d+ leaves is/);
    });
  });
});
