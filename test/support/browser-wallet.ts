import { Wallet } from 'ethers';
import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';

/** What a browser extension sends with its requests; pages can't. */
const EXTENSION_HEADERS = {
  'content-type': 'application/json',
  origin: 'chrome-extension://nkbihfbeogaeaoehlefnkodbefgpgknn',
  'sec-fetch-site': 'none',
};
/** EIP-3326: the wallet doesn't know the chain. */
const UNKNOWN_CHAIN = 4902;

const AddedChain = z.object({ chainId: z.string(), rpcUrls: z.array(z.string()).min(1) });
const SwitchedChain = z.object({ chainId: z.string() });
const TypedData = z.object({
  domain: z.object({ chainId: z.coerce.bigint().optional() }).loose(),
  types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
  message: z.record(z.string(), z.unknown()),
});
const Answer = z.object({ result: z.unknown() }).or(z.object({ error: z.object({ message: z.string() }) }));

const ANNOUNCE = `
  const provider = {
    async request(call) {
      const { result, error } = await window.askTestWallet(call);
      if (error) throw Object.assign(new Error(error.message), { code: error.code });
      return result;
    },
  };
  const info = { uuid: crypto.randomUUID?.() ?? 'test', name: 'Test Wallet', rdns: 'org.example.wallet', icon: '' };
  const announce = () =>
    window.dispatchEvent(
      new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
    );
  window.addEventListener('eip6963:requestProvider', announce);
  announce();
`;

/**
 * A wallet as a browser extension provides it (EIP-1193, EIP-6963): it keeps the key outside the page, begins on Ethereum, and
 * reaches the chains that it is told about by their RPC address.
 */
export class BrowserWallet {
  static readonly displayName = 'Test Wallet';
  readonly #wallet: Wallet;
  readonly #rpcUrls = new Map<string, string>();
  #chainId = '0x1';
  /** Every method that the page asked for, and those that the wallet sent to the chain. */
  readonly asked: string[] = [];

  constructor(privateKey: string) {
    this.#wallet = new Wallet(privateKey);
  }

  async install(context: BrowserContext): Promise<void> {
    await context.exposeFunction('askTestWallet', async (call: { method: string; params?: unknown[] }) => {
      try {
        return { result: await this.#answer(call.method, call.params ?? []) };
      } catch (error) {
        const { code = -32603, message } = error as { code?: number; message: string };
        return { error: { code, message } };
      }
    });
    await context.addInitScript(ANNOUNCE);
  }

  async #answer(method: string, params: readonly unknown[]): Promise<unknown> {
    this.asked.push(method);
    switch (method) {
      case 'eth_requestAccounts':
      case 'eth_accounts':
        return [this.#wallet.address];
      case 'eth_chainId':
        return this.#chainId;
      case 'wallet_switchEthereumChain':
        return this.#switchTo(SwitchedChain.parse(params[0]).chainId);
      case 'wallet_addEthereumChain':
        return this.#add(AddedChain.parse(params[0]));
      case 'personal_sign':
        return this.#wallet.signMessage(Buffer.from(z.string().parse(params[0]).slice(2), 'hex'));
      case 'eth_signTypedData_v4':
        return this.#signTypedData(z.string().parse(params[1]));
      default:
        return this.#callChain(method, params);
    }
  }

  #switchTo(chainId: string): null {
    if (!this.#rpcUrls.has(chainId))
      throw Object.assign(new Error(`Unrecognized chain ${chainId}`), { code: UNKNOWN_CHAIN });
    this.#chainId = chainId;
    return null;
  }

  /** As wallets do, asks the chain whether it is the one that the page says. */
  async #add({ chainId, rpcUrls: [rpcUrl = ''] }: z.infer<typeof AddedChain>): Promise<null> {
    this.#rpcUrls.set(chainId, rpcUrl);
    this.#chainId = chainId;
    const actual = await this.#callChain('eth_chainId', []);
    if (actual !== chainId) throw new Error(`The chain at ${rpcUrl} is ${String(actual)}, not ${chainId}.`);
    return null;
  }

  #signTypedData(text: string): Promise<string> {
    const { domain, types, message } = TypedData.parse(JSON.parse(text));
    if (domain.chainId !== undefined && domain.chainId !== BigInt(this.#chainId))
      throw new Error(`The data is for chain ${domain.chainId}, the wallet is on ${this.#chainId}.`);
    const { EIP712Domain: _, ...own } = types;
    return this.#wallet.signTypedData({ ...domain, chainId: domain.chainId ?? null }, own, message);
  }

  async #callChain(method: string, params: readonly unknown[]): Promise<unknown> {
    const rpcUrl = this.#rpcUrls.get(this.#chainId);
    if (rpcUrl === undefined) throw new Error(`${method} on a chain that the test has no node of`);
    this.asked.push(`chain ${method}`);
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: EXTENSION_HEADERS,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const answer = Answer.parse(await response.json());
    if ('error' in answer) throw new Error(answer.error.message);
    return answer.result;
  }
}
