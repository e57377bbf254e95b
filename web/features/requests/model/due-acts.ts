import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { type GivenTerms, isAsAgreed, isConsentedAsAgreed } from '../../../lib/requests/agreed-terms.ts';
import type { AgreedAsset, Entry, Item, Role, ShownRequest } from './documents.ts';
import { isComplete, isOpen } from './shown-request.ts';
import type { Voice } from './voices.ts';

/** What a party does once it agreed. */
export type DueAct = 'consent' | 'offer' | 'statement';

/** How far an asset has come of what is agreed on. */
export interface Standing {
  /** A license can be bought as far as the community is concerned. */
  readonly isConsented: boolean;
  /** Open to who asked alone, on these terms; null: not yet. */
  readonly offerId: string | null;
  /** The council's consent to just this; null: there is none. */
  readonly ownConsent: PermittedUse | null;
  /** Another use that the council permits who asked, which a consent to this one would replace; null: none. */
  readonly replaced: PermittedUse | null;
}

/** What a council permits who asked. */
export type PermittedUse = AgreedAsset['useConsents'][number];

/** How far all of a request has come; of an asset that is not known yet nothing. */
interface Progress {
  readonly standings: ReadonlyMap<string, Standing | null>;
  /** Consents that wait for signatures. */
  readonly pending: readonly PendingUse[];
  readonly entries: readonly Entry[];
  readonly events: ShownRequest['events'];
}

/** A consent that waits for signatures. */
interface PendingUse {
  readonly assetId: string;
  readonly terms: GivenTerms;
}

type Asked = Pick<ShownRequest, 'parties'>;

/** What the log and the platform show of it. */
export function standingOf(request: Asked, { terms }: Item, asset: AgreedAsset): Standing {
  const licensee = organizationOf(request, 'ASKER');
  const isForAsker = (of: { readonly licensee: { readonly id: string } | null }) =>
    of.licensee !== null && of.licensee.id === licensee;
  const granted = asset.useConsents.find((use) => isForAsker(use) && use.state === 'GRANTED') ?? null;
  const isThis =
    granted !== null &&
    isConsentedAsAgreed(terms, {
      ...granted,
      communityShareBps: granted.shareBps,
      price: granted.minPrice,
    });
  const offer = asset.offers.find((open) => isForAsker(open) && isAsAgreed(terms, open));
  return {
    isConsented: organizationOf(request, 'COMMUNITY') === null || isThis,
    offerId: offer?.id ?? null,
    ownConsent: isThis ? granted : null,
    replaced:
      granted !== null && !isThis && isInForce(granted, organizationOf(request, 'HOLDER')) ? granted : null,
  };
}

function isInForce({ holder, lastDay }: PermittedUse, presentHolder: string | null): boolean {
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  return holder?.id === presentHolder && lastDay >= today;
}

/** What the voice has still to do for an asset on which it agreed. */
export function dueActs(
  voice: Voice,
  item: Item,
  { standing, entries, events }: Pick<ShownRequest, 'entries' | 'events'> & { readonly standing: Standing },
): readonly DueAct[] {
  const { role, safe } = voice;
  if (!item.agreedBy.includes(role) || !isComplete(item.terms)) return [];
  const isStated = events.some(
    (event) => event.kind === 'STATED' && event.assetId === item.assetId && event.role === role,
  );
  const isStatable =
    (item.state === 'AGREED' || item.state === 'BOUGHT') &&
    item.agreement !== null &&
    (role !== 'ASKER' || item.licenseId !== null);
  return [
    ...(role === 'COMMUNITY' && isConsentDue(item, entries) && !standing.isConsented
      ? (['consent'] as const)
      : []),
    ...(role === 'HOLDER' && item.state === 'AGREED' && standing.offerId === null
      ? (['offer'] as const)
      : []),
    // A Safe signs no statements.
    ...(isStatable && safe === null && !isStated ? (['statement'] as const) : []),
  ];
}

/** Is it the consent to just what is on the table? The same council may consent to other uses by who asked. */
export function isPendingOf(
  { assetId, terms }: Pick<Item, 'assetId' | 'terms'>,
  pending: PendingUse,
): boolean {
  return assetId === pending.assetId && isConsentedAsAgreed(terms, pending.terms);
}

/** What is due of each of these assets; what waits for the others’ signatures is not asked for again. */
export function dueOf(
  voice: Voice,
  items: readonly Item[],
  { standings, pending, entries, events }: Progress,
): readonly { readonly item: Item; readonly acts: readonly DueAct[] }[] {
  return items.flatMap((item) => {
    const standing = standings.get(item.assetId);
    if (standing == null || pending.some((each) => isPendingOf(item, each))) return [];
    const acts = dueActs(voice, item, { standing, entries, events });
    return acts.length === 0 ? [] : [{ item, acts }];
  });
}

/** Of its own terms a council says yes once the others have. */
function isConsentDue({ assetId, state, revision }: Item, entries: readonly Entry[]): boolean {
  if (state === 'AGREED') return true;
  return (
    isOpen({ state }) &&
    entries.some(
      ({ kind, role, sequence, assetIds }) =>
        kind === 'AGREE' && role === 'COMMUNITY' && sequence > revision && assetIds.includes(assetId),
    )
  );
}

/** The council agreed in the thread, and its consent is not signed by as many as have to. */
export function isConsentUnsigned(
  { entries, events, parties }: Pick<ShownRequest, 'entries' | 'events' | 'parties'>,
  item: Item,
  standing: Standing | null | undefined,
): boolean {
  if (organizationOf({ parties }, 'COMMUNITY') === null || !item.agreedBy.includes('COMMUNITY')) return false;
  if (!isComplete(item.terms) || !isConsentDue(item, entries)) return false;
  if (standing != null) return !standing.isConsented;
  const named = entries.find(({ sequence }) => sequence === item.revision)?.at ?? '';
  return !events.some(
    ({ kind, assetId, at }) =>
      kind === 'CONSENTED' && assetId === item.assetId && secondOf(at) >= secondOf(named),
  );
}

/** Blocks have the time in whole seconds. */
function secondOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 1_000);
}

/** What a party takes back when it declines or names other terms. */
export type TakenBack = 'offer' | 'consent';

/** What it gave for the terms that are on the table. */
export function takenBackBy(
  { role }: Pick<Voice, 'role'>,
  standings: readonly (Standing | null)[],
): readonly TakenBack[] {
  const isOffered =
    role === 'HOLDER' && standings.some((standing) => standing !== null && standing.offerId !== null);
  const isConsented =
    role === 'COMMUNITY' && standings.some((standing) => standing !== null && standing.ownConsent !== null);
  return [...(isOffered ? (['offer'] as const) : []), ...(isConsented ? (['consent'] as const) : [])];
}

/** What agreeing makes the voice sign at once. */
export function actsOnAgreeing(voice: Voice, items: readonly Item[]): readonly DueAct[] {
  const isLast = items.every(({ waitsFor }) => waitsFor.every((role) => role === voice.role));
  const stated = isLast && voice.safe === null ? (['statement'] as const) : [];
  if (voice.role === 'COMMUNITY') return ['consent', ...stated];
  return voice.role === 'HOLDER' && isLast ? ['offer', ...stated] : [];
}

export function organizationOf({ parties }: Asked, role: Role): string | null {
  return parties.find((party) => party.role === role)?.organization?.id ?? null;
}
