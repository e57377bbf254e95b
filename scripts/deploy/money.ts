import { ZeroAddress } from 'ethers';

/** Stands for the chain's own coin. */
export const COIN = ZeroAddress;

/** A currency that prices are named in and that is paid by invoice. */
export interface Unit {
  /** ISO 4217. */
  readonly code: string;
  readonly decimals: number;
}

/** An ERC-20 of the chain that one buys with. */
export interface Token extends Unit {
  /** Lower case. */
  readonly address: string;
}

/** What an installation takes prices in. OfferBook is made with it, so it is chosen once. */
export interface Money {
  readonly units: readonly Unit[];
  readonly tokens: readonly Token[];
  /** Play money, which anybody makes. */
  readonly hasTestToken: boolean;
  readonly acceptsCoin: boolean;
}

/** Of installations that began before currencies could be chosen. */
export const FORMER_MONEY: Money = { units: [], tokens: [], hasTestToken: true, acceptsCoin: true };

/** A unit's contract in the list of contracts, such as `UnitCNY`. */
export function unitName(code: string): string {
  return `Unit${code}`;
}
