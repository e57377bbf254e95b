import { Arg, FieldResolver, Query, Resolver } from 'type-graphql';
import type { InstallationService } from '../services/installation.ts';
import { CHAIN_COST } from '../../platform/graphql/cost.ts';
import { toAddress } from '../../platform/graphql/parse-input.ts';
import { currencyAt, isInvoicedOnly } from '@lanran/protocol/licensing/currencies';
import { rightsOf } from '@lanran/protocol/licensing/rights';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { Deployment, PaymentAccount } from './installation-nodes.ts';

@Resolver(() => Deployment)
export class InstallationResolver {
  readonly #installation: InstallationService;

  constructor(installation: InstallationService) {
    this.#installation = installation;
  }

  @Query(() => Deployment, { complexity: CHAIN_COST })
  deployment(): Deployment {
    const installation = this.#installation.describe();
    const [first = null] = installation.currencies.filter((currency) => !isInvoicedOnly(currency));
    return { ...installation, chainId: installation.chainId.toString(), paymentToken: first };
  }

  @FieldResolver(() => Boolean, { description: 'Whether `relayCalls` takes many acts under one signature.' })
  async canBatch(): Promise<boolean> {
    return this.#installation.canBatch();
  }

  @FieldResolver(() => [String], {
    description:
      'The rights that offers, consents and requests can name. Installations with the contracts of before know no ADAPTABLE, ENDURING and PROMOTABLE.',
  })
  async rights(): Promise<readonly string[]> {
    return rightsOf(await this.#installation.knownRights());
  }

  @FieldResolver(() => Boolean, { complexity: CHAIN_COST, description: 'Is nothing new sold at present?' })
  async isPaused(): Promise<boolean> {
    return this.#installation.areSalesPaused();
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: CHAIN_COST,
    description: 'Key that admits organizations, lower-case hex; null until the first start is complete.',
  })
  async accreditor(): Promise<string | null> {
    return this.#installation.accreditor();
  }

  @FieldResolver(() => String, {
    nullable: true,
    complexity: CHAIN_COST,
    description:
      'Key that has the accreditor’s role too and may take it over; null unless it is being handed on.',
  })
  async accreditorSuccessor(): Promise<string | null> {
    return this.#installation.accreditorSuccessor();
  }

  @Query(() => String, {
    complexity: CHAIN_COST,
    description: 'Next nonce of the ERC-2771 forwarder, decimal text.',
  })
  async forwarderNonce(@Arg('address', () => String) address: string): Promise<string> {
    return (await this.#installation.forwarderNonce(toAddress(address, 'address'))).toString();
  }

  @Query(() => PaymentAccount, { complexity: CHAIN_COST })
  async paymentAccount(
    @Arg('address', () => String) address: string,
    @Arg('token', () => String, {
      nullable: true,
      description: 'Of `currencies`; left out: the first.',
    })
    token?: string | null,
  ): Promise<PaymentAccount> {
    const { currencies } = this.#installation;
    const currency =
      token == null
        ? (currencies.find((each) => !isInvoicedOnly(each)) ?? currencies[0])
        : currencyAt(currencies, toAddress(token, 'token'));
    if (currency == null)
      throw new BadInputError('token', 'name one of this platform’s currencies; see `deployment`.');
    const account = await this.#installation.paymentAccount(toAddress(address, 'address'), currency.address);
    return {
      token: currency.address,
      symbol: currency.symbol,
      decimals: currency.decimals,
      balance: account.balance.toString(),
      allowance: account.allowance.toString(),
      permitNonce: account.permitNonce?.toString() ?? null,
    };
  }
}
