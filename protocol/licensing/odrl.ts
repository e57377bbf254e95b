import { formatDay, LAST_DAY } from '../kernel/day.ts';
import type { AssetId, LicenseId, OrganizationId, StatementHash } from '../kernel/ids.ts';
import type { JsonObject, JsonValue } from '../kernel/json.ts';
import { formatMoney, type Currency } from '../kernel/money.ts';
import { territoryCodes, WORLD } from '../territories/territories.ts';
import { formatMedia, MEDIA, mediaOf } from './media.ts';
import { ADAPTABLE, ENDURING, PROMOTABLE, rightsOf, type Right } from './rights.ts';
import type { Terms } from './terms.ts';

/** Terms of this platform that ODRL has none for: media, AI, exclusivity, and what may become of the license. */
export const ODRL_PROFILE = 'urn:lanran:odrl:1';
const LANRAN = 'urn:lanran:odrl:1#';
/** Of the W3C; the context beside it has the platform’s own terms. */
const ODRL_CONTEXT = 'http://www.w3.org/ns/odrl.jsonld';
/** ISO 3166-1 alpha-2, as IRIs. */
const COUNTRY = 'urn:iso:std:iso:3166:-1#';
/** The day on which the work that it is shown in was finished. */
const FINISHED_ON = iri('FINISHED_ON');

export interface OdrlParty {
  readonly id: OrganizationId;
  readonly name: string;
}

export interface OdrlFacts {
  readonly licenseId: LicenseId;
  readonly terms: Terms;
  readonly assigner: OdrlParty;
  readonly assignee: OdrlParty;
  readonly asset: { readonly id: AssetId; readonly title: string; readonly creditLine: string | null };
  /** That is licensed: the one that was sold, or one taken since. */
  readonly version: { readonly number: number; readonly statementHash: StatementHash };
  /** Null for a token that the platform does not name: the price is then in its smallest unit. */
  readonly currency: Currency | null;
  /** The holder’s text that the license refers to, by its SHA-256; null without one. */
  readonly agreementSha256: string | null;
}

/** The license as an ODRL 2.2 agreement in JSON-LD (https://www.w3.org/TR/odrl-model/), as text. */
export function formatOdrl(facts: OdrlFacts): string {
  return `${JSON.stringify(agreementOf(facts), null, 2)}\n`;
}

function agreementOf(facts: OdrlFacts): JsonObject {
  const { licenseId, terms, asset, version } = facts;
  const target = {
    '@type': 'Asset',
    uid: `urn:lanran:asset:${asset.id}:${version.number}`,
    'lanran:title': asset.title,
    'lanran:statement': version.statementHash,
  };
  return {
    ...headOf(licenseId),
    assigner: partyOf(facts.assigner),
    assignee: partyOf(facts.assignee),
    ...scopeOf(terms),
    ...(facts.agreementSha256 !== null && { 'lanran:agreementSha256': facts.agreementSha256 }),
    permission: [
      { target, ...useOf(terms), duty: dutiesOf(facts) },
      ...furtherPermissions(terms).map((permission) => ({ target, ...permission })),
    ],
    prohibition: prohibitedActs(terms).map((action) => ({ target, action })),
  };
}

/** What the agreement says by the license’s terms alone: it without parties, agreement text, targets and duties. */
export function odrlTermsOf({ licenseId, terms }: Pick<OdrlFacts, 'licenseId' | 'terms'>): JsonObject {
  return {
    ...headOf(licenseId),
    ...scopeOf(terms),
    permission: [useOf(terms), ...furtherPermissions(terms)],
    prohibition: prohibitedActs(terms).map((action) => ({ action })),
  };
}

function headOf(licenseId: LicenseId): JsonObject {
  return {
    '@context': [
      ODRL_CONTEXT,
      { lanran: LANRAN, iso3166: COUNTRY, xsd: 'http://www.w3.org/2001/XMLSchema#' },
    ],
    '@type': 'Agreement',
    uid: `urn:lanran:license:${licenseId}`,
    profile: ODRL_PROFILE,
  };
}

function scopeOf({ wish, rights }: Terms): JsonObject {
  return {
    'lanran:exclusive': wish.exclusive,
    'lanran:rights': rightsOf(rights).map((right) => iri(right)),
  };
}

function useOf(terms: Terms): JsonObject {
  return { action: 'use', constraint: windowOf(terms, 'dateTime') };
}

/**
 * What the rights permit beside the use. Of those that films need a license without them says nothing, as agreements of before do not:
 * adaptation is to be asked for, and what is not permitted is not allowed.
 */
function furtherPermissions(terms: Terms): JsonObject[] {
  const { rights } = terms;
  const isEnduring = (rights & ENDURING) !== 0;
  const purpose = { leftOperand: 'purpose', operator: 'isA', rightOperand: iri('PROMOTION_OF_WORK') };
  const days = isEnduring ? FINISHED_ON : 'dateTime';
  return [
    ...permittedActs(terms).map((action) => ({ action })),
    ...((rights & ADAPTABLE) === 0 ? [] : [{ action: 'derive', constraint: windowOf(terms, 'dateTime') }]),
    ...(isEnduring ? [{ action: 'present', constraint: windowOf(terms, FINISHED_ON) }] : []),
    ...((rights & PROMOTABLE) === 0
      ? []
      : [
          {
            action: 'present',
            constraint: [purpose, ...constrainedPlaces(terms), ...constrainedDays(terms, days)],
          },
        ]),
  ];
}

/** Media, places and days, of which all must hold. */
function windowOf(terms: Terms, days: JsonValue): JsonValue[] {
  return [...constrainedMedia(terms), ...constrainedPlaces(terms), ...constrainedDays(terms, days)];
}

function partyOf({ id, name }: OdrlParty): JsonObject {
  return { '@type': 'Party', uid: `urn:lanran:organization:${id}`, 'lanran:name': name };
}

function constrainedMedia({ wish }: Terms): JsonValue[] {
  const names = formatMediaNames(wish.media).map((name) => iri(name));
  return [{ leftOperand: 'media', operator: 'isAnyOf', rightOperand: names }];
}

function constrainedPlaces({ wish }: Terms): JsonValue[] {
  if (wish.territories === WORLD) return [];
  const codes = territoryCodes(wish.territories).map((code) => ({ '@id': `${COUNTRY}${code}` }));
  return [{ leftOperand: 'spatial', operator: 'isAnyOf', rightOperand: codes }];
}

/** The last day is included. */
function constrainedDays({ wish }: Terms, leftOperand: JsonValue): JsonValue[] {
  const days = [
    ['gteq', wish.firstDay],
    ['lteq', Math.min(wish.lastDay, LAST_DAY)],
  ] as const;
  return days.map(([operator, day]) => ({
    leftOperand,
    operator,
    rightOperand: { '@value': formatDay(day), '@type': 'xsd:date' },
  }));
}

/** Each medium by its own name; bits without one are `BIT_n`. */
function formatMediaNames(bits: number): string[] {
  const named = mediaOf(bits);
  const unnamed = formatMedia(bits)
    .split(',')
    .filter((name) => name.startsWith('BIT_'));
  return [...named, ...unnamed];
}

function dutiesOf({ asset, terms, currency, assigner }: OdrlFacts): JsonValue[] {
  return [
    ...(asset.creditLine === null ? [] : [{ action: 'attribute', 'lanran:creditLine': asset.creditLine }]),
    {
      action: 'compensate',
      compensatedParty: `urn:lanran:organization:${assigner.id}`,
      'lanran:isFulfilled': true,
      constraint: [
        {
          leftOperand: 'payAmount',
          operator: 'eq',
          rightOperand: { '@value': amountText(terms.price, currency), '@type': 'xsd:decimal' },
          unit: iri(currency?.symbol ?? terms.token),
        },
      ],
    },
  ];
}

function amountText(units: bigint, currency: Currency | null): string {
  return currency === null ? units.toString() : formatMoney(units, currency).replace(/ .*$/, '');
}

/** What may be done with the license itself, by ODRL’s actions. */
const ACTS: readonly (readonly [Right, string])[] = [
  ['TRANSFERABLE', 'transfer'],
  ['SUBLICENSABLE', 'grantUse'],
];

function permittedActs({ rights }: Terms): string[] {
  return ACTS.filter(([right]) => rightsOf(rights).includes(right)).map(([, action]) => action);
}

/** Whatever is not among the media is not permitted; what people ask about most is prohibited in so many words. */
function prohibitedActs({ rights, wish }: Terms): (string | JsonObject)[] {
  const isTraining = mediaOf(wish.media).includes('AI_TRAINING');
  return [
    ...ACTS.filter(([right]) => !rightsOf(rights).includes(right)).map(([, action]) => action),
    ...(isTraining ? [] : [iri(MEDIA[MEDIA.indexOf('AI_TRAINING')] ?? 'AI_TRAINING')]),
  ];
}

function iri(name: string): { readonly '@id': string } {
  return { '@id': `${LANRAN}${name}` };
}
