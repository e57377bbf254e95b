import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import type { FirstStartService } from '../services/first-start.ts';
import type { OperatorOfficeService } from '../services/operator-office.ts';
import type { Office } from '../../organizations/domain/office.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { OfficeEnum } from '../../organizations/graphql/enums.ts';

export interface FirstStartResolverServices {
  readonly firstStart: FirstStartService;
  readonly operatorOffice: OperatorOfficeService;
}

@Resolver()
export class FirstStartResolver {
  readonly #services: FirstStartResolverServices;

  constructor(services: FirstStartResolverServices) {
    this.#services = services;
  }

  @Query(() => OfficeEnum, {
    nullable: true,
    description: 'Whose one-time link has this token, used or not; null for any other token.',
  })
  officeOfLink(@Arg('token', () => String) token: string): Office | null {
    const { firstStart, operatorOffice } = this.#services;
    if (operatorOffice.opens(token)) return 'OPERATOR';
    return firstStart.opens(token) ? 'ACCREDITOR' : null;
  }

  @Mutation(() => Boolean, {
    complexity: ACT_COST,
    description:
      'Once, by the link that the first start prints. The address signs (personal_sign) `Lanran accreditor`, `log: …` and `address: …` (lower case), a line each.',
  })
  async nameAccreditor(
    @Arg('token', () => String) token: string,
    @Arg('address', () => String) address: string,
    @Arg('signature', () => String) signature: string,
  ): Promise<boolean> {
    await this.#services.firstStart.nameAccreditor({ token, address, signature });
    return true;
  }

  @Mutation(() => Boolean, {
    complexity: ACT_COST,
    description:
      'Once, by the link that the start prints. The address signs (personal_sign) `Lanran operator`, `log: …` and `address: …` (lower case), a line each.',
  })
  nameOperator(
    @Arg('token', () => String) token: string,
    @Arg('address', () => String) address: string,
    @Arg('signature', () => String) signature: string,
  ): boolean {
    this.#services.operatorOffice.name({ token, address, signature });
    return true;
  }
}
