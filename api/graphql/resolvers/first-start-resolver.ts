import { Arg, Mutation, Resolver } from 'type-graphql';
import type { FirstStartService } from '../../services/first-start.ts';
import { ACT_COST } from '../cost.ts';

@Resolver()
export class FirstStartResolver {
  readonly #firstStart: FirstStartService;

  constructor(firstStart: FirstStartService) {
    this.#firstStart = firstStart;
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
    await this.#firstStart.nameAccreditor({ token, address, signature });
    return true;
  }
}
