import { formatDay } from '@lanran/protocol/kernel/day';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { territoryCodes } from '@lanran/protocol/territories/territories';

/** A call as it was decoded in this browser (sdk/acts/describe-call.ts). */
export interface DecodedCall {
  readonly contract: string;
  readonly functionName: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly calls?: readonly DecodedCall[];
  /** The currency whose contract is called. */
  readonly token?: string;
}

/** How the value of an argument is said, by the argument's name in the contracts. */
const SAID_AS = {
  assetId: 'asset',
  organizationId: 'organization',
  communityId: 'organization',
  holder: 'organization',
  licensee: 'organization',
  taker: 'organization',
  key: 'key',
  newKey: 'key',
  owner: 'key',
  council: 'key',
  account: 'key',
  spender: 'key',
  to: 'key',
  caller: 'key',
  target: 'key',
  candidate: 'candidate',
  payout: 'payout',
  token: 'token',
  price: 'money',
  minPrice: 'money',
  maxPrice: 'money',
  value: 'money',
  amount: 'money',
  media: 'media',
  territories: 'territories',
  rights: 'rights',
  firstDay: 'day',
  lastDay: 'day',
  shareBps: 'share',
  communityShareBps: 'share',
  operatorShareBps: 'share',
  exclusive: 'choice',
  role: 'role',
  kind: 'kind',
  roleId: 'office',
  origin: 'origin',
  offerId: 'number',
  size: 'number',
  leafIndex: 'number',
  executionDelay: 'seconds',
  when: 'moment',
  deadline: 'moment',
  reasonHash: 'reason',
  scopeHash: 'scope',
  rule: 'rule',
  version: 'version',
  root: 'hash',
  parent: 'hash',
} as const;

export type ArgumentName = keyof typeof SAID_AS;
export type SaidAs = (typeof SAID_AS)[ArgumentName];

/** Arguments that follow from the others or are signatures: shown under Details with the whole call. */
export const TECHNICAL: readonly string[] = ['v', 'r', 's', 'proof', 'termsHash', 'territoriesHash'];

/** One thing that the signers decide about. */
export interface Particular {
  readonly name: ArgumentName;
  readonly as: SaidAs;
  /** As the contracts have it: hex, or a whole number as decimal text. */
  readonly value: string;
  /** Of a list of purchases, which one, from 1; null where there is one. */
  readonly place: number | null;
  /** The currency that an amount is in; null where the call names none. */
  readonly token: string | null;
  /** The asset that a version is of; null where none is named beside it. */
  readonly assetId: string | null;
}

/** The particulars of one call; null when the call has an argument that this desk has no word for. */
export function particularsOf({
  args,
  token,
}: Pick<DecodedCall, 'args' | 'token'>): readonly Particular[] | null {
  const found = Object.entries(args).map(([name, value]) =>
    particularsIn(name, value, { place: null, args, token }),
  );
  return found.some((part) => part === null) ? null : found.flatMap((part) => part ?? []);
}

interface Surroundings {
  readonly place: number | null;
  /** The arguments, or members of the struct, beside it. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What amounts are in, where nothing beside them says so. */
  readonly token?: string | undefined;
}

function particularsIn(name: string, value: unknown, around: Surroundings): Particular[] | null {
  const { place } = around;
  if (TECHNICAL.includes(name) || isCall(value)) return [];
  // A rule is said as a whole (price-rule.ts).
  if (name === 'rule') return [particular(name, JSON.stringify(value), around)];
  if (Array.isArray(value)) {
    const items = value.map((item, at) => particularsIn('', item, { place: at + 1, args: {} }));
    return items.some((item) => item === null) ? null : items.flatMap((item) => item ?? []);
  }
  if (typeof value === 'object' && value !== null) {
    // A struct's members by name, as describe-call.ts gives them.
    const members = value as Readonly<Record<string, unknown>>;
    const parts = Object.entries(members).map(([member, each]) =>
      particularsIn(member, each, { place, args: members }),
    );
    return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
  }
  if (!isArgument(name)) return null;
  return [particular(name, String(value).toLowerCase(), around)];
}

function particular(
  name: ArgumentName,
  value: string,
  { place, args, token: called }: Surroundings,
): Particular {
  const terms = args['terms'] as Surroundings['args'] | undefined;
  const token = textOf(args['token']) ?? textOf(terms?.['token']) ?? called ?? null;
  // What is taken for a license is a version of its asset, which its terms name.
  const assetId = textOf(args['assetId']) ?? textOf(terms?.['assetId']);
  return { name, as: SAID_AS[name], value, place, token, assetId };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isArgument(name: string): name is ArgumentName {
  return Object.hasOwn(SAID_AS, name);
}

/** The call that `schedule` announces or `cancel` takes back. */
function isCall(value: unknown): value is DecodedCall {
  return typeof value === 'object' && value !== null && 'functionName' in value && 'args' in value;
}

/** Every call that is signed here: the call itself, the parts of a `multicall`, what is announced. */
export function partsOf(call: DecodedCall): readonly DecodedCall[] {
  if (call.calls !== undefined) return call.calls.flatMap(partsOf);
  const announced = Object.values(call.args).filter(isCall).flatMap(partsOf);
  return [call, ...announced];
}

/** Media, territories and rights by their names; a day as YYYY-MM-DD. */
export function mediaIn(value: string): readonly string[] {
  return mediaOf(Number(value));
}

export function territoriesIn(value: string): readonly string[] {
  return territoryCodes(BigInt(value));
}

export function rightsIn(value: string): readonly string[] {
  return rightsOf(Number(value));
}

export function dayIn(value: string): string {
  return formatDay(Number(value));
}
