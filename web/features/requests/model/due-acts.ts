import { isAsAgreed } from '../../../lib/requests/agreed-terms.ts';
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
  /** The organizations that stated what was agreed. */
  readonly statedBy: readonly string[];
}

/** How far all of a request has come; of an asset that is not known yet nothing. */
interface Progress {
  readonly standings: ReadonlyMap<string, Standing | null>;
  /** Consents that wait for signatures. */
  readonly pending: readonly { readonly assetId: string }[];
  readonly entries: readonly Entry[];
}

type Asked = Pick<ShownRequest, 'id' | 'parties'>;

/** What the log and the platform show of it. */
export function standingOf(request: Asked, { terms }: Item, asset: AgreedAsset): Standing {
  const licensee = organizationOf(request, 'ASKER');
  const isForAsker = (of: { readonly licensee: { readonly id: string } | null }) =>
    of.licensee !== null && of.licensee.id === licensee;
  const consent = asset.useConsents.find(
    (use) =>
      isForAsker(use) &&
      use.state === 'GRANTED' &&
      isAsAgreed(terms, { ...use, communityShareBps: use.shareBps, price: use.minPrice }),
  );
  const offer = asset.offers.find((open) => isForAsker(open) && isAsAgreed(terms, open));
  return {
    isConsented: organizationOf(request, 'COMMUNITY') === null || consent !== undefined,
    offerId: offer?.id ?? null,
    statedBy: asset.statements.edges.flatMap(({ node }) => statedIn(node, request.id)),
  };
}

/** What the voice has still to do for an asset on which it agreed. */
export function dueActs(
  voice: Voice,
  item: Item,
  { standing, entries }: { readonly standing: Standing; readonly entries: readonly Entry[] },
): readonly DueAct[] {
  const { role, organizationId, safe } = voice;
  if (!item.agreedBy.includes(role) || !isComplete(item.terms)) return [];
  const isStated = organizationId !== null && standing.statedBy.includes(organizationId);
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

/** What is due of each of these assets; what waits for the others’ signatures is not asked for again. */
export function dueOf(
  voice: Voice,
  items: readonly Item[],
  { standings, pending, entries }: Progress,
): readonly { readonly item: Item; readonly acts: readonly DueAct[] }[] {
  return items.flatMap((item) => {
    const standing = standings.get(item.assetId);
    if (standing == null || pending.some(({ assetId }) => assetId === item.assetId)) return [];
    const acts = dueActs(voice, item, { standing, entries });
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

/** What agreeing makes the voice sign at once. */
export function actsOnAgreeing(voice: Voice, items: readonly Item[]): readonly DueAct[] {
  const isLast = items.every(({ waitsFor }) => waitsFor.every((role) => role === voice.role));
  const stated = isLast && voice.safe === null ? (['statement'] as const) : [];
  if (voice.role === 'COMMUNITY') return ['consent', ...stated];
  return voice.role === 'HOLDER' && isLast ? ['offer', ...stated] : [];
}

export function organizationOf({ parties }: Pick<Asked, 'parties'>, role: Role): string | null {
  return parties.find((party) => party.role === role)?.organization?.id ?? null;
}

/** Who states by it that this request was agreed on. */
function statedIn(
  { kind, details }: { readonly kind: string; readonly details: string },
  id: string,
): string[] {
  if (kind !== 'agreed') return [];
  // The platform writes them by the format.
  const said = JSON.parse(details) as { readonly organization?: string; readonly request?: string };
  return said.request === id && said.organization !== undefined ? [said.organization] : [];
}
