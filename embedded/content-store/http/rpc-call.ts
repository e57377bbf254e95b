import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Audience } from '../blocks/block-index.ts';
import type { ContentStore } from '../content-store.ts';
import type { Query } from './query.ts';

/** One request to `/api/v0/…`. */
export interface RpcCall {
  request: IncomingMessage;
  response: ServerResponse;
  query: Query;
  audience: Audience;
  /** True if the store was started without a token: then nobody is a stranger to it. */
  isOpen: boolean;
  store: ContentStore;
  /** Real path of the folder that files may be adopted from, or null when there is none. */
  sharedDirectory: string | null;
}

export type RpcCommand = (call: RpcCall) => Promise<void>;
