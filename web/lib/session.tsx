import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import type { Signer } from '@lanran/client/signer';
import { ApiError, request } from './api.ts';
import { graphql, type ResultOf } from './graphql.ts';
import { type Identity, keepIdentity, readIdentity } from './keys/identity.ts';

const ME = graphql(`
  query Me {
    me {
      address
      isAccreditor
      account {
        name
        displayName
      }
      memberships {
        role
        organization {
          id
          slug
          kind
          isAdmitted
          council
          name {
            en
            zh
          }
        }
      }
    }
  }
`);

export type Me = ResultOf<typeof ME>['me'];
export type Membership = Me['memberships'][number];

interface Session {
  /** Null while nobody is signed in. */
  readonly me: Me | null;
  readonly isLoading: boolean;
  /** Who signs here, remembered across reloads; may differ from `me` until signed in again. */
  readonly identity: Identity | null;
  /** The signer in hand, without asking; null while locked. */
  readonly signer: Signer | null;
  /** The signer, asking for the passphrase or wallet when it is locked. Rejects with code CANCELED. */
  unlock(): Promise<Signer>;
  /** Opens a session for the signer (sets the cookie) and remembers the identity. */
  signIn(signer: Signer, identity: Identity): Promise<void>;
  /** Forgets the key in hand; the session stays, and the next act asks for the passphrase again. */
  lock(): void;
  signOut(): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

export interface UnlockDialogProps {
  readonly identity: Identity | null;
  onUnlocked(signer: Signer): void;
  onCancel(): void;
}

export interface SessionProviderProps {
  readonly children: ReactNode;
  /** Shown while a locked key is needed. */
  readonly unlockDialog: (props: UnlockDialogProps) => ReactNode;
}

/** Nobody wanted to sign. */
export class SigningCanceledError extends Error {
  override readonly name = 'SigningCanceledError';
  readonly code = 'CANCELED';
}

interface Waiting {
  resolve(signer: Signer): void;
  reject(error: Error): void;
}

export function SessionProvider({ children, unlockDialog }: SessionProviderProps) {
  const cache = useQueryClient();
  const { data: me = null, isPending } = useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => findMe(signal),
    staleTime: 60_000,
  });
  const [identity, setIdentity] = useState(readIdentity);
  const [signer, setSigner] = useState<Signer | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const waiting = useRef<Waiting[]>([]);

  const settle = useCallback((how: (waiter: Waiting) => void) => {
    setIsAsking(false);
    for (const waiter of waiting.current.splice(0)) how(waiter);
  }, []);

  const session = useMemo<Session>(
    () => ({
      me,
      isLoading: isPending,
      identity,
      signer,
      unlock: () => {
        if (signer !== null) return Promise.resolve(signer);
        setIsAsking(true);
        return new Promise((resolve, reject) => waiting.current.push({ resolve, reject }));
      },
      signIn: async (newSigner, newIdentity) => {
        const { openSession } = await import('./open-session.ts');
        await openSession(newSigner);
        keepIdentity(newIdentity);
        setIdentity(newIdentity);
        setSigner(newSigner);
        await cache.invalidateQueries();
      },
      lock: () => setSigner(null),
      signOut: async () => {
        await fetch('/session', { method: 'DELETE' });
        keepIdentity(null);
        setIdentity(null);
        setSigner(null);
        cache.clear();
        await cache.invalidateQueries();
      },
    }),
    [me, isPending, identity, signer, cache],
  );
  return (
    <SessionContext value={session}>
      {children}
      {isAsking &&
        unlockDialog({
          identity,
          onUnlocked: (unlocked) => {
            setSigner(unlocked);
            settle(({ resolve }) => resolve(unlocked));
          },
          onCancel: () => settle(({ reject }) => reject(new SigningCanceledError('Nothing was signed.'))),
        })}
    </SessionContext>
  );
}

/** Null for whoever is not signed in; a session that ended is closed, so that public pages go on. */
async function findMe(signal: AbortSignal): Promise<Me | null> {
  try {
    return (await request(ME, {}, { signal })).me;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'SIGN_IN_REQUIRED') return null;
    throw error;
  }
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionProvider above it.');
  return session;
}
