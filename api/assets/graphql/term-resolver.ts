import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { parsePageRequest } from '../../platform/kernel/page.ts';
import type { CatalogService } from '../services/catalog.ts';
import { Term, toTermNodes } from './term-node.ts';

/** It reads the terms of every asset. */
const TERMS_COST = 100;

@Resolver()
export class TermResolver {
  readonly #catalog: Pick<CatalogService, 'vocabularyTerms'>;

  constructor(catalog: Pick<CatalogService, 'vocabularyTerms'>) {
    this.#catalog = catalog;
  }

  @Query(() => [Term], {
    complexity: TERMS_COST,
    description:
      'Terms to choose from: accepted concepts, and what holders propose; text matches code and labels.',
  })
  async vocabularyTerms(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('vocabulary', () => String) vocabulary: string,
    @Arg('text', () => String, { nullable: true }) text: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ): Promise<Term[]> {
    const page = parsePageRequest(first, null);
    const question = { vocabulary, text: text ?? '', first: page.first };
    return toTermNodes(await this.#catalog.vocabularyTerms(actor, question), loaders);
  }
}
