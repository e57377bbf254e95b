import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from './admin.module.css';
import { careText } from '../../backups/words/care-text.ts';
import { HEALTH, type ServiceHealth } from '../model/documents.ts';
import { type HealthFigures, readHealthFigures } from '../model/health-details.ts';
import { Section } from './section.tsx';

const LOOK_EVERY_MS = 30_000;
/** Past so many the embedded chain asks for a real network (docs/chain.md). */
const MANY_BLOCKS = 2_000;
const PARTS = ['documents', 'files', 'chain', 'log', 'jobs', 'fixity', 'vault'] as const;

/** How the backing services do, looked at again and again. */
export function HealthSection() {
  const t = useText(careText);
  const format = useFormats();
  const { data, isPending, error, refetch, dataUpdatedAt, isFetching } = useQuery({
    queryKey: ['admin-health'],
    queryFn: ({ signal }) => request(HEALTH, {}, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
  const chain = data?.health.find(({ service }) => service === 'chain');
  const { blocks, isEmbedded } = readHealthFigures(chain?.details ?? '');
  return (
    <Section id="health" title={t('health')}>
      {isPending && <Skeleton lines={5} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <div className={css['scroll']}>
            <table className={css['table']}>
              <thead>
                <tr>
                  <th scope="col">{t('part')}</th>
                  <th scope="col">{t('state')}</th>
                  <th scope="col">{t('answer')}</th>
                  <th scope="col">{t('figures')}</th>
                </tr>
              </thead>
              <tbody>
                {data.health.map((part) => (
                  <Row key={part.service} part={part} />
                ))}
              </tbody>
            </table>
          </div>
          {blocks !== null && isEmbedded && blocks > MANY_BLOCKS && (
            <Notice tone="unknown">
              <p>{t('manyBlocks', { count: format.number(blocks) })}</p>
            </Notice>
          )}
          <div className={css['row']}>
            <Button onPress={() => void refetch()} isDisabled={isFetching}>
              {t('healthAgain')}
            </Button>
            <span className={css['soft']}>
              {t('healthAt', { when: format.moment(new Date(dataUpdatedAt).toISOString()) })}
            </span>
          </div>
        </>
      )}
    </Section>
  );
}

function Row({ part }: { readonly part: ServiceHealth }) {
  const t = useText(careText);
  const known = PARTS.find((name) => name === part.service);
  return (
    <tr>
      <th scope="row">{known === undefined ? part.service : t(known)}</th>
      <td>
        <StateMark tone={part.isHealthy ? 'live' : 'refused'}>
          {part.isHealthy ? t('well') : t('ill')}
        </StateMark>
        {!part.isHealthy && (
          <Details>
            <p lang="en">{part.message}</p>
          </Details>
        )}
      </td>
      <td data-label={t('answer')} className={css['number']}>
        {`${String(part.latencyMs)} ms`}
      </td>
      <td data-label={t('figures')}>
        <Figures figures={readHealthFigures(part.details)} />
      </td>
    </tr>
  );
}

function Figures({ figures }: { readonly figures: HealthFigures }) {
  const t = useText(careText);
  const format = useFormats();
  const { freeBytes, totalBytes, blocks, size, anchoredSize, files, bad } = figures;
  if (freeBytes !== null && totalBytes !== null)
    return <>{t('disk', { free: format.bytes(freeBytes), total: format.bytes(totalBytes) })}</>;
  if (files !== null && bad !== null)
    return <>{t('fixityFigures', { files: format.number(files), bad: format.number(bad) })}</>;
  if (blocks !== null) return <>{t('blocks', { count: format.number(blocks) })}</>;
  if (size === null || anchoredSize === null) return null;
  return <>{t('leaves', { size, anchored: anchoredSize })}</>;
}
