import {
  FetchRequest,
  type FetchResponse,
  type JsonRpcError,
  type JsonRpcPayload,
  JsonRpcProvider,
  type JsonRpcResult,
  keccak256,
  Network,
} from 'ethers';
import { repeatWhenLost } from '@lanran/protocol/kernel/lost-connection';

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A batch may hold errors too, which ethers leaves out of the type of `_send`. */
type Reply = JsonRpcResult | JsonRpcError;

export interface ChainAddress {
  readonly rpcUrl: string;
  /** Sent as `Authorization: Bearer`; null for a node that asks for none. */
  readonly rpcSecret: string | null;
  /** Null: the node is asked. */
  readonly chainId: bigint | null;
  /** How long an answer may take. */
  readonly timeoutMs?: number;
  readonly pollingIntervalMs: number;
  /** Before each further try on a lost connection. */
  readonly pausesMs?: readonly number[];
}

/**
 * A node that is asked again when the connection to it was lost: reads change nothing, and a signed transaction counts once.
 * It must not be given a method that a node executes each time it is asked, such as eth_sendTransaction.
 */
export class RepeatingProvider extends JsonRpcProvider {
  readonly #pausesMs: readonly number[] | undefined;

  constructor({ rpcUrl, rpcSecret, chainId, timeoutMs, pollingIntervalMs, pausesMs }: ChainAddress) {
    const request = new FetchRequest(rpcUrl);
    if (timeoutMs !== undefined) request.timeout = timeoutMs;
    if (rpcSecret !== null) request.setHeader('authorization', `Bearer ${rpcSecret}`);
    const network = chainId === null ? undefined : Network.from(chainId);
    super(request, network, {
      ...(network !== undefined && { staticNetwork: network }),
      pollingInterval: pollingIntervalMs,
      cacheTimeout: -1,
      // What is asked in one tick goes as one batch; ethers would wait 10 ms with each for more.
      batchStallTime: 0,
    });
    this.#pausesMs = pausesMs;
  }

  override async _send(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    let tries = 0;
    const ask = () => {
      tries += 1;
      return this.#sendOnce(payload);
    };
    const replies = await repeatWhenLost(ask, { ...(this.#pausesMs && { pausesMs: this.#pausesMs }) });
    return tries === 1 ? replies : this.#acceptTaken([payload].flat(), replies);
  }

  async #sendOnce(payload: JsonRpcPayload | JsonRpcPayload[]): Promise<JsonRpcResult[]> {
    const request = this._getConnection();
    request.body = JSON.stringify(payload);
    request.setHeader('content-type', 'application/json');
    const response = await request.send();
    response.assertOk();
    return repliesIn(response);
  }

  /** A node refuses a transaction that it took the first time, each kind in its own words. */
  async #acceptTaken(
    calls: readonly JsonRpcPayload[],
    replies: readonly JsonRpcResult[],
  ): Promise<JsonRpcResult[]> {
    return Promise.all(
      replies.map(async (reply) => {
        const call = calls.find(({ id }) => id === reply.id);
        if (!('error' in reply) || call?.method !== 'eth_sendRawTransaction') return reply;
        const hash = keccak256(rawTransactionOf(call));
        return (await this.#knows(hash)) ? { id: reply.id, result: hash } : reply;
      }),
    );
  }

  async #knows(hash: string): Promise<boolean> {
    const ask = () => this.askOnce('eth_getTransactionByHash', [hash]);
    return (await repeatWhenLost(ask, { ...(this.#pausesMs && { pausesMs: this.#pausesMs }) })) !== null;
  }

  /** For who wants to know whether the node answers now. */
  async askOnce(method: string, params: readonly string[]): Promise<unknown> {
    const payload = { id: 0, jsonrpc: '2.0', method, params: [...params] } as const;
    const [reply] = (await this.#sendOnce(payload)) as readonly Reply[];
    if (reply === undefined) throw new Error(`The node did not answer ${method}.`);
    if ('error' in reply) throw this.getRpcError(payload, reply);
    return reply.result;
  }
}

/** As ethers reads it, but that ethers decodes UTF-8 in JavaScript: of the contracts' code at a start, for 40 ms. */
function repliesIn(response: FetchResponse): JsonRpcResult[] {
  let replies: JsonRpcResult | JsonRpcResult[];
  try {
    replies = JSON.parse(UTF_8.decode(response.body ?? undefined)) as typeof replies;
  } catch {
    // Says what is wrong with it.
    replies = response.bodyJson as typeof replies;
  }
  return [replies].flat();
}

function rawTransactionOf({ params }: JsonRpcPayload): string {
  const raw: unknown = Array.isArray(params) ? params[0] : null;
  return String(raw);
}
