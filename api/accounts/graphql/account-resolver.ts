import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { toAddress } from '../../platform/graphql/parse-input.ts';
import type { AccountsService } from '../services/accounts.ts';
import type { DemoAccountsService } from '../services/demo-accounts.ts';
import type { InstallationService } from '../../chain/services/installation.ts';
import type { Operators } from '../../organizations/services/operators.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST, LIST_COST } from '../../platform/graphql/cost.ts';
import { CreateAccountInput, UpdateAccountInput } from './account-inputs.ts';
import { AccountNode, DemoAccount, Person } from './account-nodes.ts';
import { toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { Me } from './session-nodes.ts';

export interface AccountResolverServices {
  readonly accounts: AccountsService;
  readonly demoAccounts: DemoAccountsService;
  readonly installation: InstallationService;
  readonly operators: Pick<Operators, 'isOperator'>;
}

@Resolver(() => Me)
export class AccountResolver {
  readonly #services: AccountResolverServices;

  constructor(services: AccountResolverServices) {
    this.#services = services;
  }

  @FieldResolver(() => AccountNode, {
    nullable: true,
    description: 'Null for a key without one, as a wallet’s.',
  })
  async account(@Root() { address }: Me): Promise<AccountNode | null> {
    return this.#services.accounts.findByAddress(toAddress(address, 'address'));
  }

  @FieldResolver(() => Boolean, {
    complexity: CHAIN_COST,
    description: "Has the key the contracts' role that admits organizations?",
  })
  async isAccreditor(@Root() { address }: Me): Promise<boolean> {
    return this.#services.installation.isAccreditor(toAddress(address, 'address'));
  }

  @FieldResolver(() => Boolean, {
    description: 'Is it the key that was named operator of the installation?',
  })
  isOperator(@Ctx() { actor }: GraphqlContext): boolean {
    return this.#services.operators.isOperator(actor);
  }

  @Mutation(() => AccountNode, {
    description: 'Needs no session: the key signs. The same again is the same.',
  })
  async createAccount(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => CreateAccountInput) input: CreateAccountInput,
  ): Promise<AccountNode> {
    return this.#services.accounts.create(caller.network, input);
  }

  @Mutation(() => AccountNode, {
    description: 'Fetches a keystore; a wrong name and a wrong retrieval are alike.',
  })
  async openAccount(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String) name: string,
    @Arg('retrieval', () => String) retrieval: string,
  ): Promise<AccountNode> {
    return this.#services.accounts.open(caller.network, { name, retrieval });
  }

  @Mutation(() => AccountNode, {
    description: 'Of the key that is signed in: another name shown, or another passphrase.',
  })
  async updateAccount(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => UpdateAccountInput) input: UpdateAccountInput,
  ): Promise<AccountNode> {
    return this.#services.accounts.update(actor, input);
  }

  @Query(() => [Person], {
    complexity: LIST_COST,
    description: 'Names of at most 100 keys, for who is signed in; keys without an account are left out.',
  })
  async people(
    @Ctx() { actor }: GraphqlContext,
    @Arg('addresses', () => [String]) addresses: string[],
  ): Promise<Person[]> {
    const keys = addresses.map((address) => toAddress(address, 'addresses'));
    const people = await this.#services.accounts.peopleOf(actor, keys);
    // With its name somebody signs in; who admits them may know it.
    const mayKnow = people.length > 0 && actor.kind !== 'anonymous' && (await this.#mayAdmit(actor.address));
    return people.map(({ address, displayName, name }) => ({
      address,
      displayName,
      name: mayKnow ? name : null,
    }));
  }

  async #mayAdmit(address: string): Promise<boolean> {
    return this.#services.installation.isAccreditor(toAddress(address, 'address'));
  }

  @Query(() => [DemoAccount], {
    description: 'On the machine of a demonstration alone; elsewhere empty. Without the operator.',
  })
  async demoAccounts(@Ctx() { caller }: GraphqlContext): Promise<DemoAccount[]> {
    if (!caller.isLocal) return [];
    return (await this.#services.demoAccounts.list()).map(({ organization, ...account }) => ({
      ...account,
      organization: organization === null ? null : toOrganizationNode(organization),
    }));
  }
}
