import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { assetVersionsQuery } from '../../../../lib/versions/asset-versions.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import { VersionChanges } from '../../../../lib/versions/version-changes.tsx';
import css from './license-page.module.css';
import { actsFor } from './license-acts.tsx';
import { licenseText } from '../words/license-text.ts';
import type { LicenseView } from '../model/license-view.ts';
import { TakeVersionSheet } from './take-version-sheet.tsx';

/** A version that was published after those the license opens: what differs, and the act that takes it. */
export function NewerVersion({ view }: { readonly view: LicenseView }) {
  const t = useText(licenseText);
  const nameOf = useVersionName();
  const { me } = useSession();
  const [isTaking, setIsTaking] = useState(false);
  const { license, check } = view;
  const { newerVersion: newer, asset, versions } = license;
  const last = versions.at(-1)?.version;
  if (check.state === 'REVOKED' || check.state === 'EXPIRED' || last === undefined || asset === null)
    return null;
  if (newer === null)
    return license.rights.includes('FIXED_VERSION') ? (
      <Notice>
        <p>{t('versionFixed', { version: String(last.version) })}</p>
      </Notice>
    ) : null;
  const mayTake = me !== null && actsFor(me, license.licensee.id);
  const version = String(newer.version);
  return (
    <section className={css['section']} aria-labelledby="newer-version">
      <h2 id="newer-version">{t('newerTitle')}</h2>
      <Notice>
        <p>{t('newer', { version: nameOf(newer), opened: String(last.version) })}</p>
      </Notice>
      <Details summary={t('newerChanges', { version })}>
        <Changes assetId={asset.id} from={last.version} to={newer.version} />
      </Details>
      {mayTake && (
        <div className={css['acts']}>
          <Button kind="act" onPress={() => setIsTaking(true)}>
            {t('takeVersion', { version })}
          </Button>
        </div>
      )}
      {isTaking && <TakeVersionSheet view={view} newer={newer} onClose={() => setIsTaking(false)} />}
    </section>
  );
}

interface ChangesProps {
  readonly assetId: string;
  readonly from: number;
  readonly to: number;
}

function Changes({ assetId, from, to }: ChangesProps) {
  const { data, error, isPending, refetch } = useQuery(assetVersionsQuery(assetId));
  const numbered = (number: number) => data?.versions.find(({ version }) => version === number);
  const [older, newer] = [numbered(from), numbered(to)];
  if (isPending) return <Skeleton lines={3} />;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return older === undefined || newer === undefined ? null : <VersionChanges older={older} newer={newer} />;
}
