import { useState } from 'react';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useTask } from '../../../lib/session/task.ts';
import { useText } from '../../../lib/language/text.ts';
import type { CheckedTask } from '../model/checked-task.ts';
import type { GivenText } from '../model/classify.ts';
import css from './unproven-files.module.css';
import { askOrigins, askProof, type FileOrigin } from '../model/platform-questions.ts';
import { verifyText } from '../words/text.ts';

interface UnprovenProps {
  readonly task: CheckedTask;
  onProof(bundle: GivenText): void;
}

const MOST_SHOWN = 50;

/** Files that came without a proof: their fingerprints, and where they are from if the platform is asked. */
export function UnprovenFiles({ task, onProof }: UnprovenProps) {
  const t = useText(verifyText);
  const paths = task.result.unclaimed;
  const isAlone = task.bundles.length === 0;
  return (
    <section className={css['files']} aria-labelledby="unproven">
      <h2 id="unproven">{t('noProof')}</h2>
      <p>{isAlone ? t('noProofLead') : t('unclaimed')}</p>
      <ul role="list" className={css['list']}>
        {paths.slice(0, MOST_SHOWN).map((path) => {
          const digest = task.digests.get(path);
          // Other bytes at the same path are another file: where the old ones are from says nothing of it.
          return digest === undefined ? null : (
            <UnprovenFile key={`${digest.sha256}${path}`} path={path} digest={digest} onProof={onProof} />
          );
        })}
      </ul>
      {paths.length > MOST_SHOWN && <p>{t('moreFiles', { count: paths.length - MOST_SHOWN })}</p>}
    </section>
  );
}

interface UnprovenFileProps {
  readonly path: string;
  readonly digest: FileDigest;
  onProof(bundle: GivenText): void;
}

function UnprovenFile({ path, digest, onProof }: UnprovenFileProps) {
  const t = useText(verifyText);
  const formats = useFormats();
  const [origins, setOrigins] = useState<readonly FileOrigin[] | null>(null);
  const asking = useTask();

  const check = async (assetId: string) => onProof(await askProof(assetId));
  const ask = async () => {
    const found = await askOrigins(digest.sha256);
    setOrigins(found);
    const [only] = found;
    if (only !== undefined && found.length === 1) await check(only.asset.id);
  };
  return (
    <li className={css['item']}>
      <h3>{path}</h3>
      <Facts
        facts={[
          { name: t('size'), value: formats.bytes(digest.bytes) },
          { name: t('fingerprint'), value: <code>{digest.sha256}</code> },
          { name: 'CID', value: <code>{digest.cid}</code> },
        ]}
      />
      {origins?.length === 0 && (
        <Notice tone="unknown" isLive>
          {t('originNone')}
        </Notice>
      )}
      {origins !== null && origins.length > 1 && (
        <>
          <p>{t('originFound', { count: origins.length })}</p>
          <ul>
            {origins.map((origin) => (
              <li key={`${origin.asset.id}${origin.path}`}>
                <Origin origin={origin} onCheck={() => void asking.run(() => check(origin.asset.id))} />
              </li>
            ))}
          </ul>
        </>
      )}
      {asking.error !== null && <ErrorNotice error={asking.error} />}
      {origins === null && (
        <div>
          <Button kind="main" isDisabled={asking.isBusy} onPress={() => void asking.run(ask)}>
            {asking.isBusy ? t('asking') : t('askOrigin')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Origin({ origin: { asset }, onCheck }: { readonly origin: FileOrigin; onCheck(): void }) {
  const t = useText(verifyText);
  const { language } = useLanguage();
  const title = pickText(asset.title, language);
  const holder = pickText(asset.holder.name, language);
  return (
    <>
      <span lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>{title?.text ?? asset.id}</span>
      {holder !== null && <> · {holder.text}</>} <Button onPress={onCheck}>{t('originCheck')}</Button>{' '}
      <ButtonLink kind="quiet" to={`/assets/${asset.id}`}>
        {t('originPage')}
      </ButtonLink>
    </>
  );
}
