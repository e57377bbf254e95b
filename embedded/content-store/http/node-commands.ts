import { base58btc } from 'multiformats/bases/base58';
import type { CID } from 'multiformats/cid';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { requireOperator } from './access.ts';
import { sendJson, sendJsonLines } from './answers.ts';
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
  const lines = new PassThrough({ objectMode: true });
  const report = async (gone: CID): Promise<void> => {
    if (isSilent || lines.destroyed) return;
    if (lines.write({ Key: { '/': gone.toString() } })) return;
    const settled = new AbortController();
    const wait = (event: string): Promise<unknown> => once(lines, event, { signal: settled.signal });
    await Promise.race([wait('drain'), wait('close')]).finally(() => settled.abort());
  };
  const run = store.collectGarbage(report).then(
    () => lines.end(),
    (error: unknown) => lines.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  await sendJsonLines(response, lines);
  await run;
}
