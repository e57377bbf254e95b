import { Field, ObjectType } from 'type-graphql';
import { type CatalogTerm, proposedCode } from '../domain/catalog-term.ts';
import type { Loaders } from '../../platform/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';

@ObjectType({
  description:
    'A term of a controlled vocabulary, or one that a holder proposes. Drafts and versions show the codes that were written.',
})
export class Term {
  @Field(() => String)
  declare readonly vocabulary: string;

  @Field(() => String, {
    description:
      'Of a proposed term: its code, @, and the slug of its holder, so that no two holders share one.',
  })
  declare readonly code: string;

  @Field(() => String, { nullable: true })
  declare readonly en?: string | undefined;

  @Field(() => String, { nullable: true })
  declare readonly zh?: string | undefined;

  @Field(() => OrganizationNode, {
    nullable: true,
    description:
      'The holder that proposes it; null for a term of the vocabulary, and in drafts and versions.',
  })
  declare readonly proposedBy?: OrganizationNode | null;
}

export async function toTermNodes(terms: readonly CatalogTerm[], loaders: Loaders): Promise<Term[]> {
  return Promise.all(
    terms.map(async ({ proposedBy, ...term }) => {
      const holder = proposedBy === null ? null : await loaders.of(ORGANIZATIONS).load(proposedBy);
      if (holder === null) return { ...term, proposedBy: null };
      return { ...term, code: proposedCode(term.code, holder.slug), proposedBy: toOrganizationNode(holder) };
    }),
  );
}
