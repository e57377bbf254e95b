import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../files/parts/file-table.module.css';
import { type AssetFixity, CHECK_FIXITY } from '../model/fixity-documents.ts';
import { FIXITY_TONES, fixityWord } from '../model/fixity-state.ts';
import { fixityText } from '../words/fixity-text.ts';
import { useAssetFixity } from '../model/use-asset-fixity.ts';

/** Of the few who may bring files back: it hashes and sends. */
const BringBack = lazy(async () => ({
  default: (await import('../../asset/parts/bring-back.tsx')).BringBack,
}));

/** When the asset's stored originals were read again, and what was found. */
export function Fixity({ assetId }: { readonly assetId: string }) {
  const t = useText(fixityText);
  const cache = useQueryClient();
  const { data, error, isPending, refetch } = useAssetFixity(assetId);
  const onChanged = async () => {
    await cache.invalidateQueries({ queryKey: ['asset', assetId] });
  };
  return (
    <section aria-labelledby="asset-fixity" className={css['files']}>
      <h2 id="asset-fixity">{t('title')}</h2>
      {isPending && <Skeleton lines={2} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <Finding fixity={data} />
          <DamagedFiles fixity={data} />
          {data.mayCheck && (
            <>
              <Suspense fallback={<Skeleton lines={2} />}>
                <BringBack assetId={assetId} wanted={data.damagedFiles} onBack={onChanged} />
              </Suspense>
              <ReadNow assetId={assetId} isReading={data.currentRun !== null} onBegun={onChanged} />
            </>
          )}
        </>
      )}
    </section>
  );
}

function Finding({ fixity }: { readonly fixity: AssetFixity }) {
  const t = useText(fixityText);
  const { moment } = useFormats();
  const { files, unread, damaged, readAt, lastRun } = fixity;
  const word = fixityWord(fixity);
  const when = readAt === null ? '' : moment(readAt);
  return (
    <>
      <p>
        <StateMark tone={FIXITY_TONES[word]}>{t(word)}</StateMark>
      </p>
      <p>
        {word === 'damaged' && t('damagedSays', { count: damaged, files: String(files) })}
        {word === 'late' && t('lateSays', { when })}
        {word === 'notYet' && t('notYetSays')}
        {word === 'intact' && t('intactSays', { count: files - unread, when })}{' '}
        {word === 'intact' && unread > 0 && t('notYetSome', { count: unread })}
      </p>
      {lastRun?.statementHash != null && (
        <p>
          {t('statement')} <Link to={`/record/${lastRun.statementHash}`}>{t('check')}</Link>
        </p>
      )}
    </>
  );
}

function DamagedFiles({ fixity: { damagedFiles } }: { readonly fixity: AssetFixity }) {
  const t = useText(fixityText);
  const { bytes, moment } = useFormats();
  if (damagedFiles.length === 0) return null;
  return (
    <>
      <h3>{t('files')}</h3>
      <ul role="list" className={css['damaged']}>
        {damagedFiles.map(({ path, sha256, state, since, bytes: size }) => (
          <li key={sha256}>
            <span>{path}</span>
            <StateMark tone="refused">{t(`states.${state}`)}</StateMark>
            <span className={css['kind']}>{t('since', { bytes: bytes(size), when: moment(since) })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

interface ReadNowProps {
  readonly assetId: string;
  readonly isReading: boolean;
  onBegun(): Promise<void>;
}

function ReadNow({ assetId, isReading, onBegun }: ReadNowProps) {
  const t = useText(fixityText);
  const [refusal, setRefusal] = useState<unknown>(null);
  const begin = async () => {
    setRefusal(null);
    try {
      await request(CHECK_FIXITY, { assetId });
      await onBegun();
    } catch (cause) {
      setRefusal(cause);
    }
  };
  if (isReading) return <Progress label={t('going')} value={null} />;
  return (
    <>
      <div>
        <Button onPress={() => void begin()}>{t('readNow')}</Button>
      </div>
      {refusal !== null && <ErrorNotice error={refusal} />}
    </>
  );
}
