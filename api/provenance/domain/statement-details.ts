import { fieldValue, isErasedField } from '@lanran/protocol/log/body';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { parseFixityResults } from '@lanran/protocol/files/fixity';
import type { JsonObject } from '@lanran/protocol/kernel/json';
import { isFlat } from '@lanran/protocol/licensing/pricing';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { isKnownKind, type StatementKind } from '@lanran/protocol/log/statement';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import { organizationOrNull, priceRuleOf } from '../../licensing/domain/logged-offer.ts';
import { reservedFieldsOf } from '../../licensing/domain/reserved-statement.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { termsOf } from '../../licensing/domain/logged-terms.ts';
import { presentWindow, showWindow } from '../../platform/kernel/window-view.ts';

type Tell = (event: LoggedEvent) => JsonObject;

/**
 * What a statement says, in the words of the glossary (docs/formats.md, "Details"): for a reader who may see its subject. What a
 * license cost is its parties' matter and is left out.
 */
export function detailsOf(logged: LoggedStatement): JsonObject {
  const { kind } = logged.statement;
  if (kind === 'published' || kind === 'revised') return versionIn(logged);
  if (kind === 'fixity-checked') return fixityIn(logged);
  if (kind === 'agreed' || kind === 'used' || kind === 'attested') return wordsIn(logged);
  if (!isKnownKind(kind)) return {};
  const tell = TOLD[kind];
  const isEvent = fieldValue({ fields: logged.body }, 'event') !== undefined;
  return tell === undefined || !isEvent ? {} : tell(LoggedEvent.of(logged));
}

/** The same of a statement about what is reserved for organizations, for a reader who may not see that. */
export function reservedDetailsOf(logged: LoggedStatement): JsonObject {
  const { kind } = logged.statement;
  if (kind === 'use-consented')
    return { holder: LoggedEvent.of(logged).struct('consent').text('holder'), reserved: true };
  if (kind === 'agreed') {
    const { organization = null, hash = null } = wordsIn(logged);
    return { organization, hash };
  }
  if (kind === 'used') {
    const kept = reservedFieldsOf(logged);
    return Object.fromEntries(Object.entries(wordsIn(logged)).filter(([name]) => !kept.includes(name)));
  }
  return kind === 'use-consent-withdrawn' ? { reserved: true } : detailsOf(logged);
}

const TOLD: Readonly<Partial<Record<StatementKind, Tell>>> = {
  consented: (event) => consentIn(event),
  'collection-consented': (event) => ({
    collection: event.text('root'),
    community: event.text('community'),
    size: event.number('size'),
    ...consentIn(event),
  }),
  'collection-consent-withdrawn': (event) => ({
    collection: event.text('root'),
    community: event.text('community'),
  }),
  'consent-joined': (event) => ({ collection: event.text('root') }),
  offered: offerIn,
  'offer-closed': (event) => ({ offerId: event.text('offerId') }),
  ordered: (event) => ({ orderId: event.licenseId('orderId'), ...agreedIn(event) }),
  'order-canceled': orderIn,
  'invoice-paid': orderIn,
  'share-received': orderIn,
  licensed: (event) => ({ licenseId: event.licenseId('licenseId'), ...agreedIn(event) }),
  'license-transferred': (event) => ({
    licenseId: event.licenseId('licenseId'),
    previous: event.text('previous'),
    licensee: event.text('licensee'),
  }),
  'license-revoked': (event) => ({ licenseId: event.licenseId('licenseId'), ...reasonIn(event) }),
  'custody-offered': (event) => ({ holder: event.text('holder'), taker: orNull(event.text('taker')) }),
  transferred: (event) => ({ previous: event.text('previous'), holder: event.text('holder') }),
  disputed: disputeIn,
  'dispute-resolved': disputeIn,
  'organization-admitted': (event) => ({
    organizationId: event.text('organizationId'),
    kind: event.number('kind'),
    payout: event.address('payout'),
    council: event.address('council'),
  }),
  'member-added': (event) => ({ key: event.address('key'), role: event.number('role') }),
  'member-removed': (event) => ({ key: event.address('key'), compromised: event.boolean('compromised') }),
  'payout-changed': (event) => ({ payout: event.address('payout') }),
  'succession-proposed': (event) => ({
    candidate: event.address('candidate'),
    seatableAt: timeIn(event, 'seatableAt'),
    byCouncil: event.boolean('byCouncil'),
  }),
  'succession-vetoed': (event) => ({ candidate: event.address('candidate') }),
  'council-seated': (event) => ({ council: event.address('council'), previous: event.address('previous') }),
  claimed: (event) => ({
    token: event.text('token'),
    amount: event.text('amount'),
    payout: event.address('payout'),
  }),
  'version-taken': (event) => ({ licenseId: event.licenseId('licenseId'), version: event.text('version') }),
  'use-consented': useConsentIn,
  'use-consent-withdrawn': licenseeIn,
  'use-consent-spent': licenseeIn,
  'organization-suspended': (event) => ({
    organizationId: event.text('organizationId'),
    suspendedFrom: timeIn(event, 'suspendedFrom'),
    ...reasonIn(event),
  }),
  'suspension-lifted': (event) => ({ organizationId: event.text('organizationId') }),
  'dispute-allowed': (event) => ({ organizationId: event.text('organizationId') }),
  'taken-down': (event) => ({
    organizationId: event.text('organizationId'),
    scopeHash: orNull(event.text('scopeHash')),
    ...reasonIn(event),
  }),
  'sales-paused': (event) => ({ by: event.address('by') }),
  'sales-resumed': (event) => ({ by: event.address('by') }),
};

/** What RESTRICTED assets alone have is not told of. */
function fixityIn({ body }: LoggedStatement): JsonObject {
  const read = (name: string) => fieldValue({ fields: body }, name) ?? null;
  const { root, ...counts } = parseFixityResults(read('results'));
  return { scope: read('scope'), startedAt: read('startedAt'), endedAt: read('endedAt'), ...counts };
}

const VERSION_FIELDS = ['version', 'access', 'title', 'organization', 'files', 'noCommunityReason'];

/** What a member signed, word for word: all of it is for whoever may see the asset. */
function wordsIn({ body }: LoggedStatement): JsonObject {
  const told = body.flatMap((field) => (isErasedField(field) || field.name === 'schema' ? [] : [field]));
  return Object.fromEntries(told.map(({ name, value }) => [name, value]));
}

/** Salts stay with the body. */
function versionIn({ body }: LoggedStatement): JsonObject {
  const told = body.flatMap((field) => (isErasedField(field) ? [] : [field]));
  return Object.fromEntries(
    told.filter(({ name }) => VERSION_FIELDS.includes(name)).map(({ name, value }) => [name, value]),
  );
}

function consentIn(event: LoggedEvent): JsonObject {
  const consent = event.struct('consent');
  return {
    holder: consent.text('holder'),
    ...presentWindow({
      media: consent.number('media'),
      territories: consent.integer('territories'),
      lastDay: consent.number('lastDay'),
    }),
    shareBps: consent.number('shareBps'),
    rights: rightsOf(consent.number('rights')),
  };
}

/** The lowest price is a matter of council and licensee. */
function useConsentIn(event: LoggedEvent): JsonObject {
  const consent = event.struct('consent');
  return {
    holder: consent.text('holder'),
    licensee: event.text('licensee'),
    ...showWindow({
      media: consent.number('media'),
      territories: consent.integer('territories'),
      firstDay: consent.number('firstDay'),
      lastDay: consent.number('lastDay'),
    }),
    exclusive: consent.boolean('exclusive'),
    shareBps: consent.number('shareBps'),
    rights: rightsOf(consent.number('rights')),
  };
}

function licenseeIn(event: LoggedEvent): JsonObject {
  return { licensee: event.text('licensee') };
}

function timeIn(event: LoggedEvent, name: string): string {
  return new Date(event.number(name) * 1000).toISOString();
}

/** What is offered to one organization is a matter of the asset's people and of that organization. */
function offerIn(event: LoggedEvent): JsonObject {
  const terms = event.struct('terms');
  const named = { offerId: event.text('offerId'), holder: event.text('holder') };
  if (organizationOrNull(terms.text('licensee')) !== null) return { ...named, reserved: true };
  return {
    ...named,
    ...showWindow({
      media: terms.number('media'),
      territories: terms.integer('territories'),
      firstDay: terms.number('firstDay'),
      lastDay: terms.number('lastDay'),
    }),
    exclusive: terms.boolean('exclusive'),
    price: { amount: terms.text('price'), token: terms.text('token') },
    ...ruleIn(terms),
    communityShareBps: terms.number('communityShareBps'),
    rights: rightsOf(terms.number('rights')),
  };
}

/** Absent for a flat price. */
function ruleIn(terms: LoggedEvent): JsonObject {
  const rule = priceRuleOf(terms.struct('rule'));
  if (isFlat(rule)) return {};
  const { minimum, mediaFactors, groups, exclusivityFactor } = rule;
  return {
    rule: {
      minimum: minimum.toString(),
      mediaFactors: [...mediaFactors],
      territoryFactors: groups.map(({ territories, factor }) => ({
        territories: territoryCodes(territories),
        factor,
      })),
      exclusivityFactor,
    },
  };
}

function agreedIn(event: LoggedEvent): JsonObject {
  const { licensee, version, offerId, wish, communityShareBps, rights, origin, parent } = termsOf(
    event.struct('terms'),
  );
  return {
    licensee,
    version,
    offerId: offerId.toString(),
    ...showWindow(wish),
    exclusive: wish.exclusive,
    communityShareBps,
    rights: rightsOf(rights),
    origin,
    parent,
  };
}

function orderIn(event: LoggedEvent): JsonObject {
  return { orderId: event.licenseId('orderId') };
}

function disputeIn(event: LoggedEvent): JsonObject {
  return { organizationId: event.text('organizationId'), ...reasonIn(event) };
}

function reasonIn(event: LoggedEvent): JsonObject {
  return { reasonHash: orNull(event.text('reasonHash')) };
}

function orNull(word: string): string | null {
  return word === ZERO_32 ? null : word;
}
