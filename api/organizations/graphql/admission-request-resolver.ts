import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { AdmissionRequests } from '../services/admission-requests.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { RequestOrganizationInput } from './organization-inputs.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AdmissionRequestNode, toAdmissionRequestNode } from './admission-request-node.ts';
import { OrganizationNode, toOrganizationNode } from './organization-node.ts';

/** Asking for admission, up to the accreditor's decision. */
@Resolver(() => AdmissionRequestNode)
export class AdmissionRequestResolver {
  readonly #requests: AdmissionRequests;

  constructor(requests: AdmissionRequests) {
    this.#requests = requests;
  }

  @Mutation(() => OrganizationNode, {
    description:
      'Asks for admission with the signed-in key as first owner or council; asked again with the same slug before a decision, it is corrected.',
  })
  async requestOrganization(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => RequestOrganizationInput) input: RequestOrganizationInput,
  ): Promise<OrganizationNode> {
    return toOrganizationNode(await this.#requests.ask(actor, input));
  }

  @Query(() => [AdmissionRequestNode], {
    complexity: LIST_COST,
    description: 'What the signed-in key asked for, newest first.',
  })
  async myAdmissionRequests(@Ctx() { actor }: GraphqlContext): Promise<AdmissionRequestNode[]> {
    return (await this.#requests.listOwn(actor)).map(toAdmissionRequestNode);
  }

  @Query(() => [AdmissionRequestNode], {
    complexity: LIST_COST,
    description: 'Those that wait for a decision, the longest first; for the accreditor.',
  })
  async admissionRequests(@Ctx() { actor }: GraphqlContext): Promise<AdmissionRequestNode[]> {
    return (await this.#requests.listOpen(actor)).map(toAdmissionRequestNode);
  }

  @Mutation(() => AdmissionRequestNode, { description: 'By the accreditor: asks the asker something.' })
  async askBackAdmission(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('question', () => String) question: string,
  ): Promise<AdmissionRequestNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAdmissionRequestNode(await this.#requests.askBack(actor, id, question));
  }

  @Mutation(() => AdmissionRequestNode, { description: 'By who asked: answers the accreditor.' })
  async answerAdmission(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('answer', () => String) answer: string,
  ): Promise<AdmissionRequestNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAdmissionRequestNode(await this.#requests.answer(actor, id, answer));
  }

  @Mutation(() => AdmissionRequestNode, {
    description: 'By the accreditor: says no. The short name is free again.',
  })
  async refuseAdmission(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<AdmissionRequestNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAdmissionRequestNode(await this.#requests.refuse(actor, id, reason));
  }

  @Mutation(() => AdmissionRequestNode, {
    description: 'By who asked: takes the request back. The short name is free again.',
  })
  async withdrawAdmissionRequest(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<AdmissionRequestNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toAdmissionRequestNode(await this.#requests.withdraw(actor, id));
  }
}
