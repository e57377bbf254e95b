import type { QueryClient } from '@tanstack/react-query';

/** Under which it is kept whom the answers in the cache were given to. */
export const ME_KEY = ['me'] as const;

interface Given {
  readonly me: { readonly address: string } | null;
}

/** Asks everything anew for the key. What another person was shown is not left for it, not even until its own answers arrive. */
export async function askAgainAs(cache: QueryClient, address: string): Promise<void> {
  const before = cache.getQueryData<Given>(ME_KEY)?.me ?? null;
  const isAnother = before !== null && before.address.toLowerCase() !== address.toLowerCase();
  await (isAnother ? cache.resetQueries() : cache.invalidateQueries());
}

/** The same where it is the platform that named somebody else, or nobody, than before. */
export async function forgetAnswersTo(
  cache: QueryClient,
  before: Given['me'],
  now: Given['me'],
): Promise<void> {
  if (before === null || before.address === now?.address) return;
  await cache.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME_KEY[0] });
}

/** Everything but whom the answers are given to. */
export async function askAgainOf(cache: QueryClient): Promise<void> {
  await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME_KEY[0] });
}
