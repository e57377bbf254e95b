import { Link } from 'react-router';
import { type Column, DataTable } from '../../../../components/facts/data-table.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { type DeskUpload, useUploadsUnderWay } from '../model/file-jobs-query.ts';
import { fileJobsText } from '../words/file-jobs-text.ts';
import { useUploadSpeeds } from '../model/use-upload-speeds.ts';

/** Files on their way into drafts, from whatever browser or program they come. */
export function UploadsSection() {
  const t = useText(fileJobsText);
  const { organization } = useDesk();
  const { data, error, isPending, refetch } = useUploadsUnderWay(organization.id);
  const speeds = useUploadSpeeds(data);
  const columns = useColumns(speeds);
  return (
    <section className={css['section']} aria-labelledby="uploads">
      <h2 id="uploads">{t('uploadsTitle')}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {data?.uploads.length === 0 && <p className={css['soft']}>{t('uploadsEmpty')}</p>}
      {data !== undefined && data.uploads.length > 0 && (
        <DataTable
          caption={t('uploadsCaption', { count: data.uploads.length })}
          columns={columns}
          rows={data.uploads}
          rowKey={({ id }) => id}
        />
      )}
    </section>
  );
}

function useColumns(speeds: ReadonlyMap<string, number>): readonly Column<DeskUpload>[] {
  const t = useText(fileJobsText);
  const formats = useFormats();
  return [
    {
      title: t('file'),
      isHeading: true,
      cell: ({ path, draftId }) => (
        <span className={css['stack']}>
          <span>{path}</span>
          <Link to={`/publish/${draftId}`} aria-label={t('draftOf', { path })}>
            {t('draft')}
          </Link>
        </span>
      ),
    },
    {
      title: t('arrived'),
      cell: ({ bytes, receivedBytes, id }) => {
        const speed = speeds.get(id);
        return (
          <Progress
            label={t('arrivedOf', { received: formats.bytes(receivedBytes), bytes: formats.bytes(bytes) })}
            value={Number(bytes) === 0 ? 1 : Number(receivedBytes) / Number(bytes)}
            note={speed === undefined ? undefined : t('speed', { speed: formats.bytes(Math.round(speed)) })}
          />
        );
      },
    },
    {
      title: t('next'),
      cell: ({ expiresAt, receivedBytes, bytes }) => {
        if (expiresAt !== null && receivedBytes !== bytes)
          return t('expires', { moment: formats.moment(expiresAt) });
        return t('checking');
      },
    },
  ];
}
