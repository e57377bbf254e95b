import { randomUUID } from 'node:crypto';
import { Field, ID, InputType, Int } from 'type-graphql';
import { parseDay } from '@lanran/protocol/kernel/day';
import { parseDecimal } from '@lanran/protocol/kernel/shape';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseRights, type RightsBits } from '@lanran/protocol/licensing/rights';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { toWish, WishInput } from '../../licensing/graphql/wish-input.ts';
import { toAddress, parseInput, toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';
import type { RequestKind } from '../domain/request.ts';
import type { TermsChange } from '../services/request-answering.ts';
import type { Question } from '../services/request-sending.ts';
import { RequestKindEnum } from './request-enums.ts';

@InputType({ description: 'What is asked of everybody who has to do with the assets.' })
export class AskForUseInput {
  @Field(() => [ID], { description: '1 to 50.' })
  declare readonly assetIds: readonly string[];

  @Field(() => RequestKindEnum, {
    nullable: true,
    description: 'Left out: a USE for an organization, a QUESTION for a person who belongs to none.',
  })
  declare readonly kind?: RequestKind | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The call for proposals that it answers: an open one, and some of its assets, for a USE.',
  })
  declare readonly callId?: string | null;

  @Field(() => WishInput, { nullable: true, description: 'Of a USE, and of nothing else.' })
  declare readonly wish?: WishInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For each asset, in the smallest unit of the currency, decimal text. Left out: the other side names one.',
  })
  declare readonly price?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Currency of the price, by the address in `deployment`. Left out: the first.',
  })
  declare readonly token?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of the price. Left out: as the consent in force asks, else the council names it.',
  })
  declare readonly communityShareBps?: number | null;

  @Field(() => [String], { defaultValue: [], description: 'What may be done with the license.' })
  declare readonly rights: readonly string[];

  @Field(() => String, { description: 'At most 10,000 characters, shown as text.' })
  declare readonly message: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'At most 5 files that you uploaded under the batch: POST /requests/batches/{batch}/files.',
  })
  declare readonly files?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The last day for answers, YYYY-MM-DD, at most a year ahead. Left out: 30 days from today.',
  })
  declare readonly dueDay?: string | null;

  @Field(() => ID, { nullable: true, description: 'For which organization; left out: your own.' })
  declare readonly organizationId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Chosen by you, 16 to 64 letters, digits, _ and -: asking again under the same one asks once.',
  })
  declare readonly batch?: string | null;
}

export function toQuestion(input: AskForUseInput): Question {
  const { assetIds, kind, wish, price, communityShareBps, message, dueDay, organizationId, batch } = input;
  return {
    assetIds: assetIds.map((id, at) => toAssetId(id, `assetIds.${at}`)),
    kind: kind ?? null,
    callId: input.callId ?? null,
    wish: wish == null ? null : toWish(wish),
    token: input.token == null ? null : toAddress(input.token, 'token'),
    price: price == null ? null : toAmount(price, 'price'),
    communityShareBps: communityShareBps ?? null,
    rights: toRights(input.rights, 'rights'),
    message,
    files: input.files ?? [],
    dueDay: dueDay == null ? null : parseInput(() => parseDay(dueDay, 'dueDay')),
    organizationId: organizationId == null ? null : toOrganizationId(organizationId, 'organizationId'),
    batch: batch ?? randomUUID(),
  };
}

@InputType({ description: 'What of the terms on the table is to be otherwise; what is left out stays.' })
export class TermsChangeInput {
  @Field(() => [String], { nullable: true, description: 'Names such as STREAMING.' })
  declare readonly media?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: TERRITORIES_DESCRIPTION })
  declare readonly territories?: readonly string[] | null;

  @Field(() => String, { nullable: true, description: 'First day, YYYY-MM-DD in UTC.' })
  declare readonly from?: string | null;

  @Field(() => String, { nullable: true, description: 'Last day, included.' })
  declare readonly to?: string | null;

  @Field(() => Boolean, { nullable: true })
  declare readonly exclusive?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'For each asset, in the smallest unit of the token of the request, decimal text.',
  })
  declare readonly price?: string | null;

  @Field(() => Int, { nullable: true })
  declare readonly communityShareBps?: number | null;

  @Field(() => [String], { nullable: true })
  declare readonly rights?: readonly string[] | null;
}

export function toTermsChange(input: TermsChangeInput): TermsChange {
  const { media, territories, from, to, exclusive, price, communityShareBps, rights } = input;
  return {
    ...(media != null && { media: parseInput(() => parseMedia(media.join(','), 'terms.media')) }),
    ...(territories != null && {
      territories: parseInput(() => parseTerritories(territories.join(','), 'terms.territories')),
    }),
    ...(from != null && { firstDay: parseInput(() => parseDay(from, 'terms.from')) }),
    ...(to != null && { lastDay: parseInput(() => parseDay(to, 'terms.to')) }),
    ...(exclusive != null && { exclusive }),
    ...(price != null && { price: toAmount(price, 'terms.price') }),
    ...(communityShareBps != null && { communityShareBps }),
    ...(rights != null && { rights: toRights(rights, 'terms.rights') }),
  };
}

function toAmount(text: string, field: string): bigint {
  return parseInput(() => parseDecimal(text, field));
}

function toRights(names: readonly string[], field: string): RightsBits {
  return parseInput(() => parseRights(names.join(','), field));
}
