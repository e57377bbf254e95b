import type { AskedKind } from '../../../lib/requests/ask-address.ts';
import type { AskedAsset } from './documents.ts';

/** What goes to one holder and one community; they answer in one thread. */
export interface Letter {
  readonly key: string;
  readonly holder: AskedAsset['holder'];
  /** Null where none is asked. */
  readonly community: AskedAsset['community'];
  readonly assets: readonly AskedAsset[];
  /** Why it can't be sent; null: it can. */
  readonly obstacle: Obstacle | null;
}

type Party = AskedAsset['holder'] | NonNullable<AskedAsset['community']>;

export type Obstacle =
  | { readonly kind: 'own' | 'suspended' | 'reviewNone' }
  | { readonly kind: 'closed'; readonly by: Party; readonly until: string };

interface LetterOptions {
  readonly kind: AskedKind;
  /** The organization that asks; null for a person of none. */
  readonly askerId: string | null;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Whose call is answered: its closed door does not close the call. */
  readonly callerId?: string | null;
}

/** As the platform divides what is asked (api/desk/services/request-sending.ts). */
export function lettersOf(assets: readonly AskedAsset[], options: LetterOptions): readonly Letter[] {
  const letters = new Map<string, AskedAsset[]>();
  for (const asset of assets) {
    const community = options.kind === 'QUESTION' ? null : asset.community;
    const key = `${asset.holder.id} ${community?.id ?? ''}`;
    letters.set(key, [...(letters.get(key) ?? []), asset]);
  }
  return [...letters].flatMap(([key, alike]) => {
    const [first] = alike;
    if (first === undefined) return [];
    const { holder } = first;
    const community = options.kind === 'QUESTION' ? null : first.community;
    return [{ key, holder, community, assets: alike, obstacle: obstacleOf({ holder, community }, options) }];
  });
}

function obstacleOf(
  { holder, community }: Pick<Letter, 'holder' | 'community'>,
  { kind, askerId, today, callerId = null }: LetterOptions,
): Obstacle | null {
  if (kind === 'REVIEW') {
    if (community === null) return { kind: 'reviewNone' };
    return closedDoor([community], today);
  }
  if (holder.id === askerId) return { kind: 'own' };
  if (holder.suspension !== null && Date.parse(holder.suspension.suspendedFrom) <= Date.now())
    return { kind: 'suspended' };
  const doors = [holder, ...(community === null ? [] : [community])].filter(({ id }) => id !== callerId);
  return closedDoor(doors, today);
}

/** The one that is closed longest. */
function closedDoor(doors: readonly Party[], today: string): Obstacle | null {
  const closed = doors.flatMap((by) =>
    by.closedUntil !== null && by.closedUntil >= today
      ? [{ kind: 'closed' as const, by, until: by.closedUntil }]
      : [],
  );
  return closed.toSorted((one, other) => one.until.localeCompare(other.until)).at(-1) ?? null;
}
