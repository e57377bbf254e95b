import { useQuery } from '@tanstack/react-query';
import type { PresentVersion } from '@lanran/sdk/publishing/present-version';
import type { SeenVersion, VersionLostError } from '@lanran/sdk/publishing/seen-versions';
import { errorCode } from '../../../../lib/session/error-text.ts';
import type { Draft } from '../../editor/model/queries.ts';

interface PresentVersionState {
  /** Null: the draft is of a new asset, or it is not known yet. */
  readonly present: PresentVersion | null;
  readonly error: unknown;
  refetch(): Promise<unknown>;
}

/** Of an error that says so: the version that the platform no longer shows. */
export function lostVersionIn(
  error: unknown,
): { readonly seen: SeenVersion; readonly message: string } | null {
  if (!(error instanceof Error) || errorCode(error) !== 'VERSION_LOST') return null;
  // The class itself is loaded with the client, later than this page.
  const { message, seen } = error as VersionLostError;
  return { seen, message };
}

/** The version that a draft revises, from its own proof: what is kept of it was signed. */
export function usePresentVersion({ revises }: Pick<Draft, 'revises'>): PresentVersionState {
  const { data, error, refetch } = useQuery({
    queryKey: ['publish', 'present', revises?.id, revises?.version],
    enabled: revises !== null,
    staleTime: Infinity,
    queryFn: async () => {
      const [{ readPresentVersion }, { openUnsigned }, { parseAssetId }, { seenVersions }] =
        await Promise.all([
          import('@lanran/sdk/publishing/present-version'),
          import('../../editor/model/publication.ts'),
          import('@lanran/protocol/kernel/ids'),
          import('../../../../lib/kept/seen-versions.ts'),
        ]);
      return readPresentVersion(await openUnsigned(), parseAssetId(revises?.id ?? ''), seenVersions);
    },
  });
  return { present: data ?? null, error, refetch };
}
