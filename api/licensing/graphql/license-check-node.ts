import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { LicenseCheck, LicenseState } from '../domain/license-check.ts';
import type { License } from '../domain/license.ts';
import { TermsNode } from '../../platform/graphql/terms-node.ts';
import { showWindow } from '../../platform/kernel/window-view.ts';
import { LicenseStateEnum } from './enums.ts';

@ObjectType('LicenseCheck', {
  implements: TermsNode,
  description: 'What anybody who has its id may know of a license.',
})
export class LicenseCheckNode extends TermsNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: License;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'Ten letters and digits that papers show: `7K3QM-9XT2V`.' })
  declare readonly shortNumber: string;

  @Field(() => ID, { description: 'Hash of the statement that its terms name as the version that was sold.' })
  declare readonly versionHash: string;

  @Field(() => LicenseStateEnum)
  declare readonly state: LicenseState;

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
    shortNumber: shortNumberOf(id),
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
