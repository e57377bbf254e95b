import { ZeroAddress } from 'ethers';
import type { Platform } from '../../scripts/stage/platform.ts';

/** What an organization can claim of a token, by `organization token`. */
export type Ledger = ReadonlyMap<string, bigint>;

export const entryOf = (organizationId: string, token: string) => `${organizationId} ${token.toLowerCase()}`;

/** Every credit there is, counted from the market's events alone. */
export async function replayCredits({ market }: Platform): Promise<Ledger> {
  const ledger = new Map<string, bigint>();
  const add = (organizationId: string, token: string, amount: bigint) => {
    const entry = entryOf(organizationId, token);
    ledger.set(entry, (ledger.get(entry) ?? 0n) + amount);
  };
  for (const { args } of await market.queryFilter(market.filters.Credited())) {
    add(args.organizationId, args.token, args.amount);
  }
  for (const { args } of await market.queryFilter(market.filters.Claimed())) {
    add(args.organizationId, args.token, -args.amount);
  }
  return ledger;
}

/** What the market holds of the platform's token, counted from the token's events alone. */
export async function replayBalance({ market, token }: Platform): Promise<bigint> {
  let balance = 0n;
  for (const { args } of await token.queryFilter(token.filters.Transfer(undefined, market)))
    balance += args.value;
  for (const { args } of await token.queryFilter(token.filters.Transfer(market))) balance -= args.value;
  return balance;
}

/** The difference between what the events say and what the contracts say: nothing, entry by entry. */
export async function differencesOf(platform: Platform): Promise<string[]> {
  const { market, token, tokenAddress, chain } = platform;
  const ledger = await replayCredits(platform);
  const differences: string[] = [];
  const sums = new Map<string, bigint>();
  for (const [entry, replayed] of ledger) {
    const [organizationId = '', address = ''] = entry.split(' ');
    const credit = await market.creditOf(organizationId, address);
    if (credit !== replayed)
      differences.push(`${entry}: ${String(replayed)} by events, ${String(credit)} credited`);
    sums.set(address, (sums.get(address) ?? 0n) + credit);
  }
  const replayed = await replayBalance(platform);
  const balance = await token.balanceOf(market);
  if (balance !== replayed)
    differences.push(`balance: ${String(replayed)} by events, ${String(balance)} held`);
  const held = new Map([
    [tokenAddress.toLowerCase(), balance],
    [ZeroAddress, await chain.provider.getBalance(market)],
  ]);
  for (const [address, sum] of sums) {
    if (sum !== held.get(address))
      differences.push(`${address}: ${String(sum)} credited, ${String(held.get(address))} held`);
  }
  return differences;
}
