import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { randomBytes } from 'node:crypto';
import { Wallet } from 'ethers';

/** One request of a stranger; the address is of the platform unless it names another service. */
export interface HostileRequest {
  readonly name: string;
  readonly to: 'platform' | 'chain' | 'files';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
  /** The stranger hangs up before the answer. */
  readonly hangsUp?: boolean;
}

export interface StrangersView {
  readonly chainId: number;
  /** Of one of our contracts. */
  readonly contract: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };
/** Jump destinations without end, then a jump into them: 1.3 million steps in 2 million gas. */
const SLED = `0x${'5b'.repeat(40_000)}5f56`;
const LOOP = '0x5b600056';
const WHOLE_GAS = '0x1e8480';

/** The requests with which an attacker stopped, filled or misled the platform, one after the other, again and again. */
export async function* hostileRequests(count: number, view: StrangersView): AsyncGenerator<HostileRequest> {
  const kinds = KINDS;
  for (let n = 0; n < count; n++) {
    const make = kinds[n % kinds.length];
    if (make !== undefined) yield await make(view, n);
  }
}

type Kind = (view: StrangersView, n: number) => HostileRequest | Promise<HostileRequest>;

function rpc(name: string, body: unknown, options: Partial<HostileRequest> = {}): HostileRequest {
  return {
    name,
    to: 'platform',
    method: 'POST',
    path: '/rpc',
    headers: JSON_TYPE,
    body: JSON.stringify(body),
    ...options,
  };
}

function call(method: string, ...params: readonly unknown[]) {
  return { jsonrpc: '2.0', id: 1, method, params };
}

function graphql(name: string, query: string): HostileRequest {
  return rpc(name, { query }, { path: '/graphql' });
}

const FAR_LOGS = call('eth_getLogs', { fromBlock: '0x0', toBlock: '0xffffffffffff' });
const LOOP_CALL = call('eth_call', { data: LOOP, gas: WHOLE_GAS }, 'latest');
const SLED_CALL = call('eth_call', { data: SLED, gas: WHOLE_GAS }, 'latest');
const DOUBLING = `{...F0} ${Array.from({ length: 14 }, (_, at) => `fragment F${at} on Query{...F${at + 1} ...F${at + 1}}`).join(' ')} fragment F14 on Query{__typename}`;

const KINDS: readonly Kind[] = [
  () => rpc('logs of a far range', FAR_LOGS),
  () => rpc('logs of a far range, from a page', FAR_LOGS, { headers: { 'content-type': 'text/plain' } }),
  () => rpc('a long call without gas', call('eth_call', { data: LOOP }, 'latest')),
  () => rpc('a long call', SLED_CALL),
  () => rpc('a long call, then gone', SLED_CALL, { hangsUp: true }),
  () => rpc('a call with all gas', call('eth_call', { data: LOOP, gas: '0xffffffffff' }, 'latest')),
  () => rpc('a long estimate', call('eth_estimateGas', { data: SLED })),
  () =>
    rpc(
      'a batch of long calls',
      Array.from({ length: 20 }, (_, id) => ({ ...LOOP_CALL, id })),
    ),
  ({ contract }) =>
    rpc(
      'a proof of many keys',
      call(
        'eth_getProof',
        contract,
        Array.from({ length: 5_000 }, (_, at) => `0x${at.toString(16)}`),
        'latest',
      ),
    ),
  () => rpc('a far fee history', call('eth_feeHistory', '0xffffffff', 'latest', [50])),
  async (view) => rpc('a creation', await signed(view, { data: SLED, gasLimit: 2_000_000 })),
  async (view) =>
    rpc(
      'a transaction to nobody',
      await signed(view, { to: Wallet.createRandom().address, gasLimit: 100_000 }),
    ),
  async (view) =>
    rpc(
      'a transaction to a contract',
      await signed(view, { to: view.contract, data: '0x', gasLimit: 3_000_000 }),
    ),
  () => rpc('a notification', { jsonrpc: '2.0', method: 'eth_blockNumber', params: [] }),
  () => rpc('the chain’s port: logs', FAR_LOGS, { to: 'chain', path: '/' }),
  () => rpc('the chain’s port: a long call', SLED_CALL, { to: 'chain', path: '/' }),
  () => ({
    name: 'a file for the content store',
    to: 'files',
    method: 'POST',
    path: '/api/v0/add?pin=true',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: `--x\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\n${randomBytes(3_000).toString('hex')}\r\n--x--\r\n`,
  }),
  () => graphql('fragments that double', DOUBLING),
  () => graphql('many fields of one name', `{${'assets(first:1){totalCount}'.repeat(390)}}`),
  () =>
    graphql(
      'nonces',
      `mutation{${Array.from({ length: 20 }, (_, at) => `n${at}:createNonce{nonce}`).join(' ')}}`,
    ),
  (_, n) =>
    graphql(
      'a guess at an account',
      `mutation{openAccount(name:"${n % 2 === 0 ? 'institution' : `guess-${n}`}",retrieval:"0x${randomBytes(32).toString('hex')}"){keystore}}`,
    ),
  () => ({ name: 'a path of slashes', to: 'platform', method: 'GET', path: '////', headers: {}, body: '' }),
  () => ({
    name: 'a session of nobody',
    to: 'platform',
    method: 'POST',
    path: '/session',
    headers: JSON_TYPE,
    body: JSON.stringify({ message: 'x'.repeat(3_000), signature: `0x${'11'.repeat(65)}` }),
  }),
];

async function signed(
  { chainId }: StrangersView,
  transaction: { readonly to?: string; readonly data?: string; readonly gasLimit: number },
) {
  const raw = await Wallet.createRandom().signTransaction({
    ...transaction,
    chainId,
    nonce: 0,
    gasPrice: 0,
    type: 0,
  });
  return call('eth_sendRawTransaction', raw);
}

export interface Answered {
  /** Null when no answer came. */
  readonly status: number | null;
  readonly body: string;
}

export interface SendOptions {
  /** Where each service listens. */
  readonly origins: Readonly<Record<HostileRequest['to'], string>>;
  /** An address of this machine that is not the other client's. */
  readonly localAddress: string;
  readonly withinMs: number;
}

export function send(hostile: HostileRequest, options: SendOptions): Promise<Answered> {
  const { origins, localAddress, withinMs } = options;
  const origin = new URL(origins[hostile.to]);
  return new Promise((resolve) => {
    const none = () => resolve({ status: null, body: '' });
    const sending = httpRequest({
      host: origin.hostname,
      port: origin.port,
      method: hostile.method,
      path: hostile.path,
      headers: { ...hostile.headers, 'content-length': Buffer.byteLength(hostile.body) },
      localAddress,
      agent: false,
    });
    sending.setTimeout(withinMs, () => sending.destroy());
    sending.once('error', none);
    sending.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? null, body: Buffer.concat(chunks).toString() }),
      );
      response.once('error', none);
    });
    sending.end(hostile.body, () => {
      if (hostile.hangsUp === true) sending.destroy();
    });
  });
}
