import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import type { Page } from '../kernel/page.ts';

@ObjectType({ description: 'Where a page ends (Relay).' })
export class PageInfo {
  @Field(() => Boolean)
  declare readonly hasNextPage: boolean;

  @Field(() => String, { nullable: true, description: 'Give it as `after` to read on.' })
  declare readonly endCursor: string | null;
}

/** A page as GraphQL answers it. */
export interface ConnectionOf<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
}

/** Declares `<name>Connection` and `<name>Edge` (Relay's cursor connections). */
export function connectionType<T extends object>(
  node: ClassType<T>,
  name: string,
): ClassType<ConnectionOf<T>> {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String)
    declare readonly cursor: string;

    @Field(() => node)
    declare readonly node: T;
  }

  @ObjectType(`${name}Connection`)
  class Connection {
    @Field(() => [Edge])
    declare readonly edges: readonly Edge[];

    @Field(() => PageInfo)
    declare readonly pageInfo: PageInfo;

    @Field(() => Int, { description: 'Of all pages together.' })
    declare readonly totalCount: number;
  }
  return Connection;
}

export function toConnection<T, N>(page: Page<T>, toNode: (item: T) => N): ConnectionOf<N> {
  return {
    edges: page.items.map(({ item, cursor }) => ({ cursor, node: toNode(item) })),
    pageInfo: { hasNextPage: page.hasNextPage, endCursor: page.items.at(-1)?.cursor ?? null },
    totalCount: page.totalCount,
  };
}
