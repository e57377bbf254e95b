/** A Safe, as far as it matters who decides. */
interface SafeOwners {
  readonly owners: readonly string[];
  readonly threshold: number;
}

/** What an organization shows of who acts for it. */
export interface ActingKeys {
  readonly members: readonly { readonly address: string; readonly role: string }[];
  /** Of a community; null for the other kinds. */
  readonly council: string | null;
  /** Named to follow the council; null while nobody is. */
  readonly candidate: string | null;
  /** The Safe that the council is; null when it is one key. */
  readonly councilSafe: SafeOwners | null;
}

/** An address, and the Safe that is there. */
export interface AskedAddress {
  readonly address: string;
  /** Null when no Safe is there. */
  readonly safe: SafeOwners | null;
}

/** Whose an address is, seen from an organization. */
export type AddressHolder =
  | { readonly kind: 'council' | 'candidate' | 'member' }
  /** One person's key beside a council that is a Safe; `decidesAlone` where one signature is enough for that Safe too. */
  | { readonly kind: 'elder'; readonly decidesAlone: boolean }
  /** A Safe with an owner who acts for the organization. */
  | { readonly kind: 'shared' }
  /** No key and no Safe of anybody who acts for the organization now. */
  | { readonly kind: 'nobody' };

/** Why money that goes to an address may be lost to the organization; null when nothing speaks against it. */
export type PayoutConcern = 'nobody' | 'one-person' | null;

const isSame = (left: string | null, right: string): boolean => left?.toLowerCase() === right.toLowerCase();

export function holderOf({ address, safe }: AskedAddress, keys: ActingKeys): AddressHolder {
  const { members, council, candidate, councilSafe } = keys;
  if (isSame(council, address)) return { kind: 'council' };
  if (isSame(candidate, address)) return { kind: 'candidate' };
  const elders = councilSafe?.owners ?? [];
  const elder = { kind: 'elder', decidesAlone: (councilSafe?.threshold ?? 1) <= 1 } as const;
  if (elders.some((owner) => isSame(owner, address))) return elder;
  const acts = (key: string) =>
    members.some((member) => isSame(member.address, key)) ||
    elders.some((owner) => isSame(owner, key)) ||
    isSame(council, key);
  if (safe !== null) return { kind: safe.owners.some(acts) ? 'shared' : 'nobody' };
  if (!acts(address)) return { kind: 'nobody' };
  return councilSafe === null ? { kind: 'member' } : elder;
}

export function payoutConcern(holder: AddressHolder): PayoutConcern {
  if (holder.kind === 'nobody') return 'nobody';
  return holder.kind === 'elder' && !holder.decidesAlone ? 'one-person' : null;
}
