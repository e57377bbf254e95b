import { Arg, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql';
import type { OperatorOfficeService } from '../services/operator-office.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { Deployment } from '../../chain/graphql/installation-nodes.ts';

@Resolver(() => Deployment)
export class OperatorOfficeResolver {
  readonly #office: OperatorOfficeService;

  constructor(office: OperatorOfficeService) {
    this.#office = office;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Key that runs the installation, lower-case hex; null until one is named.',
  })
  operator(): string | null {
    return this.#office.holder();
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Key that the operator asks to follow; null when none is asked.',
  })
  operatorSuccessor(): string | null {
    return this.#office.successor();
  }

  @Mutation(() => Boolean, {
    complexity: ACT_COST,
    description:
      'The operator asks a key to follow; that key accepts. The operator signs (personal_sign) `Lanran operator hands on`, `log: …`, `address: …` (its own) and `successor: …`, a line each, lower case.',
  })
  handOnOperator(
    @Ctx() { actor }: GraphqlContext,
    @Arg('successor', () => String) successor: string,
    @Arg('signature', () => String) signature: string,
  ): boolean {
    this.#office.handOn(actor, { successor, signature });
    return true;
  }

  @Mutation(() => Boolean, { description: 'The operator asks nobody to follow any longer.' })
  takeBackOperator(@Ctx() { actor }: GraphqlContext): boolean {
    this.#office.takeBack(actor);
    return true;
  }

  @Mutation(() => Boolean, {
    complexity: ACT_COST,
    description:
      'The key that was asked becomes the operator. It signs (personal_sign) `Lanran operator accepts`, `log: …`, `address: …` (its own) and `from: …` (the present operator), a line each, lower case.',
  })
  acceptOperator(
    @Ctx() { actor }: GraphqlContext,
    @Arg('signature', () => String) signature: string,
  ): boolean {
    this.#office.accept(actor, signature);
    return true;
  }
}
