import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Signer } from '@lanran/sdk/kernel/signer';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { request } from './api.ts';
import { askSession } from './ask-session.ts';
import { isPageOfStranger, wasFirstAnswerTaken } from './first-answer.ts';
import { NAMED_ORGANIZATION } from './fragments.ts';
import { graphql, type ResultOf } from './graphql.ts';
import { type Identity, IDENTITY_KEY, keepIdentity, readIdentity } from '../keys/identity.ts';
import { forgetKept } from './kept-storage.ts';
import { askAgainAs, askAgainOf, forgetAnswersTo, ME_KEY } from './session-answers.ts';

const ME = graphql(
  `
    query Me {
      me {
        address
        isAccreditor
        isOperator
        account {
          name
          displayName
        }
        memberships {
          role
          organization {
            ...NamedOrganization
            kind
            isAdmitted
            council
            suspension {
              suspendedFrom
              reason
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type Me = ResultOf<typeof ME>['me'];
export type Membership = Me['memberships'][number];

interface Session {
  /** Null while nobody is signed in. */
  readonly me: Me | null;
  /** The session of `me` is over; what is on the page stays until they are back. */
  readonly hasEnded: boolean;
  readonly isLoading: boolean;
  /** Who signs here, remembered across reloads; may differ from `me` until signed in again. */
  readonly identity: Identity | null;
  /** The signer in hand, without asking; null while locked. */
  readonly signer: Signer | null;
  /** The signer, asking for the passphrase or wallet when it is locked. Rejects with code CANCELED. */
  unlock(): Promise<Signer>;
  /** Opens a session for the signer (sets the cookie) and remembers the identity. */
  signIn(signer: Signer, identity: Identity): Promise<void>;
  /** Opens a session anew for who signs here, without leaving the page. Rejects with code CANCELED. */
  resume(): Promise<void>;
  /** Forgets the key in hand; the session stays, and the next act asks for the passphrase again. */
  lock(): void;
  /** Locks the key at once, then ends the session and forgets whose it was. @throws RefusedError while the session goes on. */
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
  const { data, isPending } = useQuery({
    queryKey: ME_KEY,
    queryFn: async ({ signal }) => {
      const before = cache.getQueryData<Known>(ME_KEY)?.me ?? null;
      const known = await findMe(signal, before);
      void forgetAnswersTo(cache, before, known.me);
      if (known.me !== null && wasFirstAnswerTaken()) void askAgainOf(cache);
      return known;
    },
    initialData: () => (isPageOfStranger() ? NOBODY : undefined),
    staleTime: 60_000,
  });
  const { me, hasEnded } = data ?? NOBODY;
  const [identity, setIdentity] = useState(readIdentity);
  const [signer, setSigner] = useState<Signer | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const waiting = useRef<Waiting[]>([]);

  const settle = useCallback((how: (waiter: Waiting) => void) => {
    setIsAsking(false);
    for (const waiter of waiting.current.splice(0)) how(waiter);
  }, []);

  const forget = useCallback(async () => {
    setIdentity(null);
    setSigner(null);
    await cache.resetQueries();
  }, [cache]);
  useEffect(() => {
    // Another tab signed out, or signed somebody else in: this one goes along.
    const follow = ({ key }: StorageEvent) => {
      if (key !== null && key !== IDENTITY_KEY) return;
      const kept = readIdentity();
      if (kept === null) return void forget();
      setIdentity(kept);
      setSigner((held) => (held?.address === kept.address.toLowerCase() ? held : null));
      void askAgainAs(cache, kept.address);
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, [cache, forget]);

  const unlock = useCallback((): Promise<Signer> => {
    if (signer !== null) return Promise.resolve(signer);
    setIsAsking(true);
    return new Promise((resolve, reject) => waiting.current.push({ resolve, reject }));
  }, [signer]);

  const session = useMemo<Session>(
    () => ({
      me,
      hasEnded,
      isLoading: isPending,
      identity,
      signer,
      unlock,
      resume: async () => {
        const { openSession } = await import('./open-session.ts');
        await openSession(await unlock());
        await cache.invalidateQueries();
      },
      signIn: async (newSigner, newIdentity) => {
        const { openSession } = await import('./open-session.ts');
        await openSession(newSigner);
        keepIdentity(newIdentity);
        setIdentity(newIdentity);
        setSigner(newSigner);
        await askAgainAs(cache, newSigner.address);
      },
      lock: () => setSigner(null),
      signOut: async () => {
        setSigner(null);
        await askSession({ method: 'DELETE' });
        keepIdentity(null);
        forgetKept();
        await forget();
      },
    }),
    [me, hasEnded, isPending, identity, signer, cache, unlock, forget],
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

interface Known {
  readonly me: Me | null;
  readonly hasEnded: boolean;
}

const NOBODY: Known = { me: null, hasEnded: false };

/**
 * Nobody for whoever is not signed in, so that public pages go on. Whose session ends while a page is open stays on it: a form
 * would be gone otherwise, and what was typed with it.
 */
async function findMe(signal: AbortSignal, before: Me | null): Promise<Known> {
  try {
    return { me: (await request(ME, {}, { signal })).me, hasEnded: false };
  } catch (error) {
    if (!(error instanceof RefusedError) || error.code !== 'SIGN_IN_REQUIRED') throw error;
    return before !== null && readIdentity() !== null ? { me: before, hasEnded: true } : NOBODY;
  }
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession needs a SessionProvider above it.');
  return session;
}
