import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { formatDay, LAST_DAY } from '@lanran/protocol/day';
import { ALL_MEDIA, formatMedia, mediaOf } from '@lanran/protocol/media';
import type { Quote } from '@lanran/protocol/quote';
import { formatTerritories } from '@lanran/protocol/territories';
import type { Window } from '@lanran/protocol/window';
import type { Consent, License, Offer } from '../../domain/licensing.ts';
import { describeReason } from '@lanran/protocol/messages/reasons';
import { connectionType } from './connection.ts';

@ObjectType({ description: 'An amount in the smallest unit of a token.' })
export class Money {
  @Field(() => String, { description: 'Decimal text.' })
  declare readonly amount: string;

  @Field(() => String, { description: 'Address of the token.' })
  declare readonly token: string;
}

@ObjectType('Consent', { description: "A council's permission to license." })
export class ConsentNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Consent;

  @Field(() => [String])
  declare readonly media: readonly string[];

  @Field(() => [String], { description: 'ISO 3166-1 codes, or WORLD.' })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;

  @Field(() => Int, { description: "The community's share of every price, in basis points." })
  declare readonly shareBps: number;
}

@ObjectType('Offer', { description: 'What a holder sells.' })
export class OfferNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => [String])
  declare readonly media: readonly string[];

  @Field(() => [String], { description: 'ISO 3166-1 codes, or WORLD.' })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD.' })
  declare readonly firstDay: string;

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;

  @Field(() => Boolean)
  declare readonly exclusive: boolean;

  @Field(() => Money)
  declare readonly price: Money;

  @Field(() => Int)
  declare readonly communityShareBps: number;
}

@ObjectType('License', { description: 'A right that was sold; shown to its parties.' })
export class LicenseNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: License;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => ID)
  declare readonly offerId: string;

  @Field(() => [String])
  declare readonly media: readonly string[];

  @Field(() => [String], { description: 'ISO 3166-1 codes, or WORLD.' })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD.' })
  declare readonly firstDay: string;

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;

  @Field(() => Boolean)
  declare readonly exclusive: boolean;

  @Field(() => String)
  declare readonly termsHash: string;

  @Field(() => Money)
  declare readonly price: Money;

  @Field(() => String)
  declare readonly transaction: string;

  @Field(() => GraphQLISODateTime)
  declare readonly soldAt: Date;
}

@ObjectType({ description: 'Why a wish is refused.' })
export class Reason {
  @Field(() => String, { description: 'A name of docs/formats.md, e.g. NO_CONSENT.' })
  declare readonly code: string;

  @Field(() => String, { description: 'What stands in the way, decimal text.' })
  declare readonly subject: string;

  @Field(() => String)
  declare readonly en: string;

  @Field(() => String)
  declare readonly zh: string;
}

@ObjectType('Quote', { description: 'The priced answer to an exact wish, or every reason why not.' })
export class QuoteNode {
  @Field(() => Boolean)
  declare readonly ok: boolean;

  @Field(() => ID, { nullable: true })
  declare readonly offerId: string | null;

  @Field(() => Money, { nullable: true })
  declare readonly price: Money | null;

  @Field(() => String, { nullable: true, description: 'What a purchase commits to.' })
  declare readonly termsHash: string | null;

  @Field(() => [Reason])
  declare readonly reasons: readonly Reason[];
}

export function toConsentNode(consent: Consent): ConsentNode {
  const { media, territories, lastDay } = toWindowFields({ ...consent, firstDay: 0 });
  return { source: consent, media, territories, lastDay, shareBps: consent.shareBps };
}

export function toOfferNode(offer: Offer): OfferNode {
  const { id, exclusive, price, token, communityShareBps } = offer;
  return {
    id,
    ...toWindowFields(offer),
    exclusive,
    price: { amount: price.toString(), token },
    communityShareBps,
  };
}

export function toLicenseNode(license: License): LicenseNode {
  const { id, offerId, wish, termsHash, price, token, transaction, soldAt } = license;
  return {
    source: license,
    id,
    offerId,
    ...toWindowFields(wish),
    exclusive: wish.exclusive,
    termsHash,
    price: { amount: price.toString(), token },
    transaction,
    soldAt,
  };
}

export function toQuoteNode(quote: Quote): QuoteNode {
  if (!quote.ok) {
    const reasons = quote.reasons.map((reason) => ({
      code: reason.name,
      subject: reason.subject.toString(),
      ...describeReason(reason),
    }));
    return { ok: false, offerId: null, price: null, termsHash: null, reasons };
  }
  const { offerId, price, token, termsHash } = quote;
  return {
    ok: true,
    offerId: offerId.toString(),
    price: { amount: price.toString(), token },
    termsHash,
    reasons: [],
  };
}

function toWindowFields({ media, territories, firstDay, lastDay }: Window) {
  return {
    media: namesOf(formatMedia(media)).flatMap((name) => (name === 'ALL' ? mediaOf(ALL_MEDIA) : [name])),
    territories: namesOf(formatTerritories(territories)),
    // The chain takes any uint32; what is later than year 9999 is shown as its last day.
    firstDay: formatDay(Math.min(firstDay, LAST_DAY)),
    lastDay: formatDay(Math.min(lastDay, LAST_DAY)),
  };
}

function namesOf(list: string): string[] {
  return list === '' ? [] : list.split(',');
}

export const LicenseConnection = connectionType(LicenseNode, 'License');
