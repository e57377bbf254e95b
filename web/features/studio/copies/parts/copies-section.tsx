import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { GrowingList } from '../../delivery/parts/growing-list.tsx';
import files from '../../delivery/parts/download-list.module.css';
import type { LicenseView } from '../../license/model/license-view.ts';
import css from '../../license/parts/license-page.module.css';
import { countCopies, type LicenseCopy, pageOfCopies, retryCopies } from '../model/license-copies.ts';
import { copiesText } from '../words/copies-text.ts';

const LOOK_EVERY_MS = 5_000;

/** Copies that carry their origin; for the licensee's members, while the license is in force. */
export function CopiesSection({ view: { license, check } }: { readonly view: LicenseView }) {
  const { me } = useSession();
  const role = me?.memberships.find(({ organization }) => organization.id === license.licensee.id)?.role;
  if (role === undefined) return null;
  if (check.state === 'UPCOMING') return <NotYet firstDay={license.firstDay} />;
  if (check.state !== 'LIVE') return null;
  return <Copies licenseId={license.id} mayAct={role !== 'VIEWER'} />;
}

function NotYet({ firstDay }: { readonly firstDay: string }) {
  const t = useText(copiesText);
  const { day } = useFormats();
  return (
    <section className={css['section']} aria-labelledby="copies">
      <h2 id="copies">{t('title')}</h2>
      <p>{t('notYet', { day: day(firstDay) })}</p>
    </section>
  );
}

function Copies({ licenseId, mayAct }: { readonly licenseId: string; readonly mayAct: boolean }) {
  const t = useText(copiesText);
  const counts = useQuery({
    queryKey: ['studio', 'license', 'copy-counts', licenseId],
    queryFn: ({ signal }) => countCopies(licenseId, signal),
    refetchInterval: ({ state }) => (state.data?.waiting === 0 ? false : LOOK_EVERY_MS),
  });
  const { waiting = 0, failed = 0 } = counts.data ?? {};
  const list = usePages({
    // What was made meanwhile is read again.
    queryKey: ['studio', 'license', 'copies', licenseId, waiting],
    readPage: (after, signal) => pageOfCopies(licenseId, after, signal),
  });
  return (
    <section className={css['section']} aria-labelledby="copies">
      <h2 id="copies">{t('title')}</h2>
      <p>{t('lead')}</p>
      {waiting > 0 && <p className={css['soft']}>{t('waiting', { count: waiting })}</p>}
      {failed > 0 && <Failed licenseId={licenseId} count={failed} mayAct={mayAct} />}
      {list.isPending && <Skeleton lines={2} />}
      {!list.isKnown && list.error !== null && (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isKnown && list.rows.length === 0 && <p className={css['soft']}>{t('none')}</p>}
      {list.rows.length > 0 && (
        <GrowingList
          label={t('title')}
          className={files['files']}
          list={list}
          keyOf={({ fileId }) => fileId}
          row={(copy) => <CopyRow copy={copy} />}
          more={t('more')}
        />
      )}
    </section>
  );
}

interface FailedProps {
  readonly licenseId: string;
  readonly count: number;
  readonly mayAct: boolean;
}

function Failed({ licenseId, count, mayAct }: FailedProps) {
  const t = useText(copiesText);
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryCopies(licenseId),
    onSuccess: () => client.invalidateQueries({ queryKey: ['studio', 'license'] }),
  });
  return (
    <>
      <p>{t('failed', { count })}</p>
      {mayAct && (
        <div>
          <Button onPress={() => retry.mutate()} isPending={retry.isPending}>
            {t('retry')}
          </Button>
        </div>
      )}
      {retry.error !== null && <ErrorNotice error={retry.error} />}
    </>
  );
}

function CopyRow({ copy }: { readonly copy: LicenseCopy }) {
  const t = useText(copiesText);
  const formats = useFormats();
  const { path, state, form, sidecarReason, detail, copyPath, bytes, hasXmp, url, xmpUrl } = copy;
  if (state !== 'MADE' || copyPath === null)
    return (
      <p className={files['name']}>
        <span translate="no">{path}</span>{' '}
        <span className={css['soft']}>
          {state === 'FAILED' ? t('hasFailed', { detail: detail ?? '' }) : t('isWaiting')}
        </span>
      </p>
    );
  const size = formats.bytes(Number(bytes));
  return (
    <div>
      <p className={files['name']}>
        <a href={url} download aria-label={t('download', { name: copyPath })} translate="no">
          {copyPath}
        </a>{' '}
        <span className={css['soft']}>{t(form === 'SIDECAR' ? 'sidecar' : 'embedded', { size })}</span>
        {!hasXmp && (
          <>
            {' '}
            <a href={xmpUrl} download aria-label={t('xmp', { name: path })}>
              {t('xmpShort')}
            </a>
          </>
        )}
      </p>
      {sidecarReason !== null && (
        <p className={css['soft']}>{t(`reason.${sidecarReason}`, { detail: detail ?? '' })}</p>
      )}
    </div>
  );
}
