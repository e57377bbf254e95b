import { useQuery } from '@tanstack/react-query';
import type { PresentVersion } from '@lanran/client/present-version';
import type { Draft } from './queries.ts';

interface PresentVersionState {
  /** Null: the draft is of a new asset, or it is not known yet. */
  readonly present: PresentVersion | null;
  readonly error: unknown;
  refetch(): Promise<unknown>;
}

/** The version that a draft revises, from its own proof: what is kept of it was signed. */
export function usePresentVersion({ revises }: Pick<Draft, 'revises'>): PresentVersionState {
  const { data, error, refetch } = useQuery({
    queryKey: ['publish', 'present', revises?.id, revises?.version],
    enabled: revises !== null,
    staleTime: Infinity,
    queryFn: async () => {
      const [{ readPresentVersion }, { openUnsigned }, { parseAssetId }] = await Promise.all([
        import('@lanran/client/present-version'),
        import('./publication.ts'),
        import('@lanran/protocol/ids'),
      ]);
      return readPresentVersion(await openUnsigned(), parseAssetId(revises?.id ?? ''));
    },
  });
  return { present: data ?? null, error, refetch };
}
