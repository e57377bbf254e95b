import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseDecimal } from '@lanran/protocol/kernel/shape';
import type { SafeWallet } from '../../chain/domain/safe-wallet.ts';
import type { CouncilDesk, DeskEntry } from '../services/council-desk.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, CHAIN_COST, LIST_COST } from '../../platform/graphql/cost.ts';
import { parseBytes, parseInput, toAddress } from '../../platform/graphql/parse-input.ts';
import { ProposeSafeTransactionInput } from './safe-inputs.ts';
import { RelayedAct } from '../../relay/graphql/act-nodes.ts';
import { Safe, SafeTransaction } from './safe-nodes.ts';

/** The entry stays behind its node for the fields that ask the chain. */
type SafeTransactionSource = SafeTransaction & { readonly entry: DeskEntry };

/** The council desk: Safes, and what their owners sign together. */
@Resolver(() => SafeTransaction)
export class SafeResolver {
  readonly #desk: CouncilDesk;

  constructor(desk: CouncilDesk) {
    this.#desk = desk;
  }

  @Query(() => Safe, {
    nullable: true,
    complexity: CHAIN_COST,
    description: "Null unless a Safe of this installation's `SafeL2` and factory is there.",
  })
  async safe(@Arg('address', () => String) address: string): Promise<Safe | null> {
    const wallet = await this.#desk.findSafe(toAddress(address, 'address'));
    return wallet === null ? null : toSafe(wallet);
  }

  @Query(() => SafeTransaction, { complexity: ACT_COST, description: 'For owners of its Safe.' })
  async safeTransaction(
    @Ctx() { actor }: GraphqlContext,
    @Arg('hash', () => ID) hash: string,
  ): Promise<SafeTransaction> {
    return toNode(await this.#desk.get(actor, toHash(hash)));
  }

  @Query(() => [SafeTransaction], {
    complexity: LIST_COST,
    description: 'The last 100 proposed for a Safe, newest first; for its owners.',
  })
  async safeTransactions(
    @Ctx() { actor }: GraphqlContext,
    @Arg('safe', () => String) safe: string,
  ): Promise<SafeTransaction[]> {
    return (await this.#desk.list(actor, toAddress(safe, 'safe'))).map(toNode);
  }

  @Mutation(() => Safe, {
    complexity: ACT_COST,
    description: 'Makes a Safe. Asked for again by the same key with the same owners, it is the same one.',
  })
  async createSafe(
    @Ctx() { actor }: GraphqlContext,
    @Arg('owners', () => [String]) owners: string[],
    @Arg('threshold', () => Int) threshold: number,
  ): Promise<Safe> {
    const addresses = owners.map((owner) => toAddress(owner, 'owners'));
    return toSafe(await this.#desk.createSafe(actor, { owners: addresses, threshold }));
  }

  @Mutation(() => SafeTransaction, {
    complexity: ACT_COST,
    description:
      "Puts an act before a Safe's owners, of whom you are one. The last signature that is needed executes it.",
  })
  async proposeSafeTransaction(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => ProposeSafeTransactionInput) input: ProposeSafeTransactionInput,
  ): Promise<SafeTransaction> {
    const entry = await this.#desk.propose(actor, {
      safe: toAddress(input.safe, 'input.safe'),
      to: toAddress(input.to, 'input.to'),
      data: parseBytes(input.data, 'input.data'),
      nonce: parseInput(() => parseDecimal(input.nonce, 'input.nonce')),
      signature: parseBytes(input.signature, 'input.signature'),
    });
    return toNode(entry);
  }

  @Mutation(() => SafeTransaction, {
    complexity: ACT_COST,
    description: "Adds an owner's signature. The last one that is needed executes the transaction.",
  })
  async signSafeTransaction(
    @Ctx() { actor }: GraphqlContext,
    @Arg('hash', () => ID) hash: string,
    @Arg('signature', () => String) signature: string,
  ): Promise<SafeTransaction> {
    const signed = { hash: toHash(hash), signature: parseBytes(signature, 'signature') };
    return toNode(await this.#desk.sign(actor, signed));
  }

  @Mutation(() => SafeTransaction, {
    complexity: ACT_COST,
    description: 'Tries again what has its signatures; executed before, it answers that.',
  })
  async executeSafeTransaction(
    @Ctx() { actor }: GraphqlContext,
    @Arg('hash', () => ID) hash: string,
  ): Promise<SafeTransaction> {
    return toNode(await this.#desk.execute(actor, toHash(hash)));
  }

  @FieldResolver(() => RelayedAct, {
    nullable: true,
    complexity: CHAIN_COST,
    description: 'What it came to; null before it is executed.',
  })
  async outcome(@Root() { entry }: SafeTransactionSource): Promise<RelayedAct | null> {
    return this.#desk.outcomeOf(entry);
  }
}

export function toSafe({ nonce, ...wallet }: SafeWallet): Safe {
  return { ...wallet, nonce: nonce.toString() };
}

function toNode(entry: DeskEntry): SafeTransactionSource {
  return { ...entry, nonce: entry.nonce.toString(), entry };
}

function toHash(text: string) {
  return parseInput(() => parseBytes32(text.toLowerCase(), 'hash'));
}
