import { randomUUID } from 'node:crypto';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { parseDay } from '@lanran/protocol/kernel/day';
import { toWish, WishInput } from '../../licensing/graphql/wish-input.ts';
import { LocalizedTextInput } from '../../platform/graphql/localized-text-input.ts';
import { parseInput, toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { DEFAULT_PAGE } from '../../platform/kernel/page.ts';
import type { CallQuery, CallState } from '../domain/call.ts';
import type { CallContentChange, NewCall } from '../services/call-writing.ts';
import { CallStateEnum } from './call-nodes.ts';

@InputType({ description: 'Conditions that all must hold.' })
export class CallFilter {
  @Field(() => CallStateEnum, { nullable: true })
  declare readonly state?: CallState | null;

  @Field(() => ID, { nullable: true, description: 'Who opened them.' })
  declare readonly organization?: string | null;

  @Field(() => ID, { nullable: true, description: 'An asset that is in them.' })
  declare readonly asset?: string | null;
}

@ArgsType()
export class CallsArgs {
  @Field(() => CallFilter, { nullable: true })
  declare readonly filter?: CallFilter | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

@InputType({ description: 'A call for proposals on assets.' })
export class OpenCallInput {
  @Field(() => ID, { description: 'An institution or community.' })
  declare readonly organizationId: string;

  @Field(() => LocalizedTextInput, { description: 'One line of at most 120 characters in each language.' })
  declare readonly title: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { description: 'At most 4,000 characters in each language.' })
  declare readonly purpose: LocalizedTextInput;

  @Field(() => LocalizedTextInput, {
    nullable: true,
    description: 'How you choose; at most 4,000 characters in each language.',
  })
  declare readonly criteria?: LocalizedTextInput | null;

  @Field(() => [ID], { description: '1 to 200, of the organization as holder or community.' })
  declare readonly assetIds: readonly string[];

  @Field(() => WishInput, { nullable: true, description: 'The use that is welcome; left out: any.' })
  declare readonly welcome?: WishInput | null;

  @Field(() => String, {
    description: 'The last day for proposals, YYYY-MM-DD in UTC, at most a year ahead.',
  })
  declare readonly closingDay: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Chosen by you, 16 to 64 letters, digits, _ and -: opening again under the same one opens once.',
  })
  declare readonly batch?: string | null;
}

@InputType({ description: 'What of an open call is to be otherwise; what is left out stays.' })
export class ChangeCallInput {
  @Field(() => LocalizedTextInput, { nullable: true })
  declare readonly title?: LocalizedTextInput | null;

  @Field(() => LocalizedTextInput, { nullable: true })
  declare readonly purpose?: LocalizedTextInput | null;

  @Field(() => LocalizedTextInput, { nullable: true, description: 'Null removes them.' })
  declare readonly criteria?: LocalizedTextInput | null;

  @Field(() => [ID], { nullable: true, description: 'All that you see of them; those that you don’t stay.' })
  declare readonly assetIds?: readonly string[] | null;

  @Field(() => WishInput, { nullable: true, description: 'Null: any use.' })
  declare readonly welcome?: WishInput | null;

  @Field(() => String, { nullable: true })
  declare readonly closingDay?: string | null;
}

export function toCallQuery({ state, organization, asset }: CallFilter): CallQuery {
  return {
    ...(state != null && { state }),
    ...(organization != null && { organization: toOrganizationId(organization, 'filter.organization') }),
    ...(asset != null && { asset: toAssetId(asset, 'filter.asset') }),
  };
}

export function toNewCall(input: OpenCallInput): NewCall {
  const { organizationId, title, purpose, criteria, assetIds, welcome, closingDay, batch } = input;
  return {
    organization: toOrganizationId(organizationId, 'organizationId'),
    title,
    purpose,
    criteria: criteria ?? null,
    assetIds: toAssetIds(assetIds),
    welcome: welcome == null ? null : toWish(welcome),
    closingDay: toClosingDay(closingDay),
    batch: batch ?? randomUUID(),
  };
}

/** @throws BadInputError for a null where something has to be */
export function toCallChange(input: ChangeCallInput): CallContentChange {
  const { title, purpose, criteria, assetIds, welcome, closingDay } = input;
  for (const field of ['title', 'purpose', 'assetIds', 'closingDay'] as const)
    if (input[field] === null)
      throw new BadInputError(field, 'can’t be removed. Leave it out, and it stays.');
  return {
    ...(title != null && { title }),
    ...(purpose != null && { purpose }),
    ...(criteria !== undefined && { criteria }),
    ...(assetIds != null && { assetIds: toAssetIds(assetIds) }),
    ...(welcome !== undefined && { welcome: welcome === null ? null : toWish(welcome) }),
    ...(closingDay != null && { closingDay: toClosingDay(closingDay) }),
  };
}

function toAssetIds(ids: readonly string[]) {
  return ids.map((id, at) => toAssetId(id, `assetIds.${at}`));
}

function toClosingDay(text: string) {
  return parseInput(() => parseDay(text, 'closingDay'));
}
