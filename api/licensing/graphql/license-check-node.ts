import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import type { LicenseCheck, LicenseState } from '../domain/license-check.ts';
import type { License } from '../domain/license.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import { LicenseStateEnum } from './enums.ts';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';

@ObjectType('LicenseCheck', { description: 'What anybody who has its id may know of a license.' })
export class LicenseCheckNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: License;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => ID, { description: 'Hash of the statement that its terms name as the version that was sold.' })
  declare readonly versionHash: string;

  @Field(() => LicenseStateEnum)
  declare readonly state: LicenseState;

  @Field(() => [String])
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'YYYY-MM-DD.' })
  declare readonly firstDay: string;

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;

  @Field(() => Boolean)
  declare readonly exclusive: boolean;

  @Field(() => [String], { description: 'What may be done with it.' })
  declare readonly rights: readonly string[];

  @Field(() => GraphQLISODateTime)
  declare readonly soldAt: Date;

  @Field(() => String)
  declare readonly transaction: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it, or the license it was granted under, was ended before its last day.',
  })
  declare readonly revokedAt: Date | null;
}

export function toLicenseCheckNode({ license, state, revokedAt }: LicenseCheck): LicenseCheckNode {
  const { id, terms, soldAt, transaction } = license;
  return {
    source: license,
    id,
    versionHash: terms.version,
    state,
    ...showWindow(terms.wish),
    exclusive: terms.wish.exclusive,
    rights: rightsOf(terms.rights),
    soldAt,
    transaction,
    revokedAt,
  };
}
