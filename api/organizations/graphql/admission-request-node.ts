import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { OrganizationKind } from '../../platform/kernel/actor.ts';
import type { AdmissionRequest, AdmissionRequestState } from '../domain/admission-request.ts';
import { AdmissionRequestStateEnum } from './enums.ts';
import { OrganizationKindEnum } from './enums.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';

@ObjectType('AdmissionRequest', {
  description: 'What a key asked for. That key and the accreditor see it, nobody else.',
})
export class AdmissionRequestNode {
  @Field(() => ID)
  declare readonly organizationId: string;

  @Field(() => String)
  declare readonly slug: string;

  @Field(() => OrganizationKindEnum)
  declare readonly kind: OrganizationKind;

  @Field(() => LocalizedText)
  declare readonly name: LocalizedText;

  @Field(() => String, { description: 'The key that asks, lower-case hex.' })
  declare readonly requestedBy: string;

  @Field(() => GraphQLISODateTime)
  declare readonly requestedAt: Date;

  @Field(() => AdmissionRequestStateEnum)
  declare readonly state: AdmissionRequestState;

  @Field(() => String, { nullable: true, description: 'An e-mail address or a telephone number.' })
  declare readonly contact: string | null;

  @Field(() => String, { nullable: true, description: 'Who asks, and why.' })
  declare readonly letter: string | null;

  @Field(() => String, { nullable: true, description: 'What the accreditor asked last.' })
  declare readonly question: string | null;

  @Field(() => String, { nullable: true, description: 'To that question.' })
  declare readonly answer: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  declare readonly reason: string | null;
}

/** The domain's members carry the schema's names. */
export function toAdmissionRequestNode(request: AdmissionRequest): AdmissionRequestNode {
  return request;
}
