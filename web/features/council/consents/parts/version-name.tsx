import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useText } from '../../../../lib/language/text.ts';
import { callText } from '../../signatures/words/call-text.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';

const VERSIONS = graphql(`
  query CouncilAssetVersions($id: ID!) {
    asset(id: $id) {
      versions {
        version
        publishedAt
        statementHash
      }
    }
  }
`);

interface VersionNameProps {
  /** Of its statement. */
  readonly hash: string;
  readonly assetId: string | null;
  readonly council: Council;
}

/** The number of a version and its day; its hash where the asset has no such version, or who reads it may not see it. */
export function VersionName({ hash, assetId, council }: VersionNameProps) {
  const t = useText(callText);
  const { day } = useFormats();
  const { data } = useQuery({
    queryKey: ['council-versions', assetId, council.safe?.address],
    queryFn: async ({ signal }) =>
      (await request(VERSIONS, { id: assetId ?? '' }, { signal, ...asCouncil(council) })).asset?.versions ??
      [],
    enabled: assetId !== null,
  });
  if (data === undefined && assetId !== null) return '…';
  const known = data?.find(({ statementHash }) => statementHash === hash);
  if (known === undefined)
    return (
      <>
        {t('versionUnknown')} <span className={css['key']}>{hash}</span>
      </>
    );
  return t('numberedVersion', { version: known.version, day: day(known.publishedAt.slice(0, 10)) });
}
