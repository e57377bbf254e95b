import { base58btc } from 'multiformats/bases/base58';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { requireOperator } from './access.ts';
import { sendJson, sendJsonLines } from './answers.ts';
import { FaultyBlocksError } from '../errors.ts';
import type { RpcCall } from './rpc-call.ts';

const VERSION = '0.1.0';
const AGENT = `lanran-content-store/${VERSION}`;
/** Protobuf `{Type: Ed25519, Data: <32 bytes>}` without the data: https://specs.ipfs.tech/libp2p/peer-ids/. */
const PUBLIC_KEY_HEADER = Buffer.from([0x08, 0x01, 0x12, 0x20]);

/** `id`: a stable name. This node has no network, hence no addresses. */
export async function id({ response, store }: RpcCall): Promise<void> {
  const publicKey = Buffer.concat([PUBLIC_KEY_HEADER, Buffer.from(store.identity(), 'hex')]);
  const identityMultihash = Buffer.concat([Buffer.of(0x00, publicKey.length), publicKey]);
  sendJson(response, {
    ID: base58btc.baseEncode(identityMultihash),
    PublicKey: publicKey.toString('base64'),
    Addresses: [],
    AgentVersion: AGENT,
    Protocols: [],
  });
}

export async function version({ response }: RpcCall): Promise<void> {
  sendJson(response, {
    Version: VERSION,
    Commit: '',
    Repo: '1',
    System: `${process.arch}/${process.platform}`,
    Golang: '',
    Agent: AGENT,
  });
}

/** `repo/stat`: what the audience may know of; the disk's size is the most it can hold. It goes through all that is stored. */
export async function repoStat(call: RpcCall): Promise<void> {
  requireOperator(call, 'Reading statistics');
  const { response, store, audience } = call;
  const { blocks, bytes, diskBytes } = await store.statistics(audience);
  sendJson(response, {
    RepoSize: bytes,
    StorageMax: diskBytes,
    NumObjects: blocks,
    RepoPath: store.directory,
    Version: AGENT,
  });
}

/**
 * `repo/gc`: removes what no pin reaches and names each block that is gone, a line each; `silent` names none. Once begun it
 * is done whether or not the client stays.
 */
export async function repoGc(call: RpcCall): Promise<void> {
  requireOperator(call, 'Removing what is not pinned');
  const { query, response, store } = call;
  const isSilent = query.flag('silent', false);
  await sendReported(response, async (tell) => {
    await store.collectGarbage(async (gone) => {
      if (!isSilent) await tell({ Key: { '/': gone.toString() } });
    });
  });
}

/**
 * `repo/verify`: reads and hashes every block, a line with the number of blocks so far and one for each fault. Blocks that are missing
 * below others are faults too. The answer ends early where there was one.
 */
export async function repoVerify(call: RpcCall): Promise<void> {
  requireOperator(call, 'Verifying blocks');
  const { response, store } = call;
  await sendReported(response, async (tell) => {
    let progress = 0;
    let faults = 0;
    await store.verify(async ({ blocks, fault }) => {
      progress += blocks;
      if (fault !== null) faults += 1;
      const isHeard = await tell(
        fault === null ? { Msg: '', Progress: progress } : { Msg: fault, Progress: 0 },
      );
      if (!isHeard) throw new Error('The client left.');
    });
    if (faults > 0) throw new FaultyBlocksError(faults);
    await tell({ Msg: 'verify complete, all blocks validated.', Progress: 0 });
  });
}

type Tell = (line: object) => Promise<boolean>;

/** Sends the lines that `work` passes to `tell`, at the client's pace. `tell` resolves to false once the client has left. */
async function sendReported(response: ServerResponse, work: (tell: Tell) => Promise<void>): Promise<void> {
  const lines = new PassThrough({ objectMode: true });
  const tell: Tell = async (line) => {
    if (lines.destroyed) return false;
    if (lines.write(line)) return true;
    const settled = new AbortController();
    const wait = (event: string): Promise<unknown> => once(lines, event, { signal: settled.signal });
    await Promise.race([wait('drain'), wait('close')]).finally(() => settled.abort());
    return !lines.destroyed;
  };
  const run = work(tell).then(
    () => lines.end(),
    (error: unknown) => lines.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  await sendJsonLines(response, lines);
  await run;
}
