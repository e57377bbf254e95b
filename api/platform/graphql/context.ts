import type { Actor } from '../kernel/actor.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Loaders } from './loaders.ts';

/** What every resolver of one request shares. */
export interface GraphqlContext {
  readonly actor: Actor;
  /** The session token the request carried. */
  readonly token: string | null;
  readonly caller: Caller;
  readonly requestId: string;
  readonly loaders: Loaders;
}
