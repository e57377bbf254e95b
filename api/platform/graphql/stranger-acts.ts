import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Limit } from '../kernel/limit.ts';
import type { GraphqlContext } from './context.ts';
import { measureShape } from './query-shape.ts';

export interface StrangerActsOptions {
  /** By network. */
  readonly acts: Limit;
  /** Has its office without being of an organization. */
  readonly holdsOffice: (address: Address) => Promise<boolean>;
}

/**
 * Keys cost nothing, so that a limit by key holds nobody up: what keys of no organization do (ask for admission, state reasons,
 * have acts relayed) is counted by network too (ADR 33).
 */
export function limitStrangers({
  acts,
  holdsOffice,
}: StrangerActsOptions): ApolloServerPlugin<GraphqlContext> {
  const requireShare = async ({ actor, caller }: GraphqlContext, count: number) => {
    if (actor.kind === 'anonymous' || actor.memberships.length > 0) return;
    for (let at = 0; at < count; at += 1) {
      if (await acts.take(caller.network)) continue;
      // Sessions are of keys whose addresses were parsed.
      if (await holdsOffice(actor.address as Address)) return;
      throw new GraphQLError(
        'Too many acts by keys of no organization came from your network. Wait some minutes, then go on.',
        { extensions: { code: 'LIMIT_EXCEEDED' } },
      );
    }
  };
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, document, contextValue }) => {
        if (operation?.operation === OperationTypeNode.MUTATION)
          await requireShare(contextValue, measureShape(document).rootFields);
      },
    }),
  };
}
