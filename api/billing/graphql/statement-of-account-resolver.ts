import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { parseDay } from '@lanran/protocol/kernel/day';
import { getOrganization } from '../../licensing/graphql/get-organization.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { parseInput, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import type { StatementsOfAccount } from '../services/statements-of-account.ts';
import {
  AccountEntryNode,
  StatementOfAccountNode,
  toStatementOfAccountNode,
} from './statement-of-account-nodes.ts';

@Resolver(() => AccountEntryNode)
export class StatementOfAccountResolver {
  readonly #statements: Pick<StatementsOfAccount, 'find'>;

  constructor({ statementsOfAccount }: { readonly statementsOfAccount: Pick<StatementsOfAccount, 'find'> }) {
    this.#statements = statementsOfAccount;
  }

  @Query(() => StatementOfAccountNode, {
    complexity: ({ childComplexity }) => ACT_COST + childComplexity,
    description: 'Of an organization of yours, or of which you speak for the council; days are included.',
  })
  async statementOfAccount(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organization', () => ID) organization: string,
    @Arg('from', () => String) from: string,
    @Arg('to', () => String) to: string,
  ): Promise<StatementOfAccountNode> {
    const id = toOrganizationId(organization, 'organization');
    const period = {
      from: parseInput(() => parseDay(from, 'from')),
      to: parseInput(() => parseDay(to, 'to')),
    };
    return toStatementOfAccountNode(await this.#statements.find(actor, id, period));
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'The other side: licensee, holder or community; null for the market.',
  })
  async party(
    @Root() { source }: AccountEntryNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return source.party === null ? null : getOrganization(loaders, source.party);
  }
}
