import { ALL_RIGHTS } from '@lanran/protocol/licensing/rights';
import { graphql, type GraphQLSchema } from 'graphql';
import { buildGraphqlSchema } from '@lanran/api/platform/graphql/schema';
import { resolversOver } from '@lanran/api/resolvers';
import type { ProvenCall, SignedBatch } from '@lanran/api/chain/ports/batch-ledger';
import { batchIdOf, CallTree } from '@lanran/protocol/chain/call-batch';
import { parseAddress, signDigest } from '@lanran/protocol/kernel/signature';
import type { Act } from '@lanran/sdk/acts/relaying';
import type { GraphqlRequest } from '@lanran/sdk/kernel/graphql-client';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { actorOf, type Person } from './people.ts';
import type { Services } from './services.ts';

/** The platform as a person's program sees it: the SDK's own platform, asked through the schema and without HTTP. */
export class BatchingPerson {
  readonly platform: Platform;
  /** How often the person signed. */
  signatures = 0;
  /** Requests that were sent. */
  requests = 0;

  constructor(services: Services, person: Person, { canBatch = true } = {}) {
    const { stack } = services;
    const schema = buildGraphqlSchema(resolversOver(services));
    const signer: Person = {
      ...person,
      signTypedData: (data) => {
        this.signatures += 1;
        return person.signTypedData(data);
      },
    };
    const contracts = Object.entries(stack.contracts).map(
      ([name, at]) => [name, parseAddress(at.toLowerCase())] as const,
    );
    const request = async <T>(asked: GraphqlRequest<T>): Promise<T> => {
      this.requests += 1;
      return answerOf(asked, { schema, services, person });
    };
    this.platform = {
      api: { request },
      signer,
      safe: null,
      deployment: { chainId: stack.chainId, contracts: new Map(contracts), canBatch, rights: ALL_RIGHTS },
    } as unknown as Platform;
  }
}

interface Asked {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly person: Person;
}

/** Repeats what may be repeated, as the client does when the connection was lost. */
async function answerOf<T>(asked: GraphqlRequest<T>, at: Asked): Promise<T> {
  const { schema, services, person } = at;
  const { data, errors } = await graphql({
    schema,
    source: asked.query,
    variableValues: asked.variables ?? {},
    contextValue: { actor: await actorOf(services, person) },
  });
  const cause = errors?.[0]?.originalError;
  if (errors === undefined) return asked.answer.parse(JSON.parse(JSON.stringify(data)));
  const [error] = errors;
  if (cause?.name === 'KilledHereError') return answerOf(asked, at);
  const {
    code = 'INTERNAL',
    reasons = [],
    field,
  } = (cause ?? {}) as {
    readonly code?: string;
    readonly field?: string;
    readonly reasons?: readonly {
      readonly code: string;
      readonly data: Record<string, string>;
      readonly text: { readonly en: string; readonly zh: string };
    }[];
  };
  throw new RefusedError(code, error?.message ?? '', {
    field,
    reasons: reasons.map(({ text, ...reason }) => ({ ...reason, ...text })),
  });
}

/** A batch as its signer sends it, good for ten minutes unless told otherwise. */
export function signedBatch(
  { stack, clock }: Pick<Services, 'stack' | 'clock'>,
  person: Person,
  acts: readonly Act[],
  lifetimeSeconds = 600,
): { readonly batch: SignedBatch; readonly calls: readonly ProvenCall[] } {
  const addressIn = (name: string) => parseAddress(stack.contracts[name]?.toLowerCase(), name);
  const called = acts.map(({ contract, data }) => ({ to: addressIn(contract), data }));
  const tree = new CallTree(called);
  const unsigned = {
    from: person.address,
    root: tree.root,
    size: tree.size,
    salt: 1n,
    deadline: Math.floor(clock.now().getTime() / 1_000) + lifetimeSeconds,
  };
  const domain = { chainId: stack.chainId, forwarder: addressIn('ERC2771Forwarder') };
  const signature = signDigest(batchIdOf(domain, unsigned), person.privateKey);
  const calls = called.map((call, index) => ({ ...call, index, proof: tree.proofOf(index) }));
  return { batch: { ...unsigned, signature }, calls };
}
