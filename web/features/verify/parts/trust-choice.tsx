import { useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useTask } from '../../../lib/session/task.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './known-panel.module.css';
import { askPlatformTrust } from '../model/platform-questions.ts';
import { verifyText } from '../words/text.ts';
import { readKeptTrust, trustDifferences, type TrustPart } from '../../../lib/session/trust-keeping.ts';
import type { Verification } from '../model/use-verification.ts';

type Comparison = readonly TrustPart[] | null;

/** Whose word counts for which log is the real one. */
export function TrustChoice({ verification }: { readonly verification: Verification }) {
  const t = useText(verifyText);
  const formats = useFormats();
  const { trust } = verification.known;
  const [comparison, setComparison] = useState<Comparison>(null);
  const task = useTask();

  const ask = async () => {
    const told = await verification.trustText(await askPlatformTrust(), 'platform');
    if (trust === null) verification.setKnown({ trust: told });
    else setComparison(trustDifferences(trust.trust, told.trust));
  };
  const keep = () => {
    if (trust === null) return;
    const from = trust.source === 'platform' ? 'platform' : 'file';
    verification.keep({ text: trust.text, from, keptAt: new Date().toISOString() });
  };
  const forget = () => {
    verification.keep(null);
    verification.setKnown({ trust: null });
    setComparison(null);
  };
  return (
    <div className={css['choice']}>
      <h3>{t('trust')}</h3>
      {trust === null && <p>{t('trustNone')}</p>}
      {trust?.source === 'platform' && trust.keptAt === null && <p>{t('trustPlatform')}</p>}
      {trust?.source === 'file' && <p>{t('trustFile')}</p>}
      {trust?.source === 'kept' && trust.keptAt !== null && (
        <p>{t('trustKept', { day: formats.day(trust.keptAt.slice(0, 10)) })}</p>
      )}
      {trust !== null && trust.source !== 'kept' && trust.keptAt !== null && <p>{t('trustKeptNow')}</p>}
      <ReplacedWarning verification={verification} />
      {comparison !== null && comparison.length === 0 && (
        <Notice tone="live" isLive>
          {t('trustSame')}
        </Notice>
      )}
      {comparison !== null && comparison.length > 0 && (
        <Notice tone="refused" isLive>
          <p>
            {t('trustDiffers', { parts: formats.list(comparison.map((part) => t(`trustParts.${part}`))) })}
          </p>
        </Notice>
      )}
      {task.error !== null && <ErrorNotice error={task.error} />}
      <div className={css['buttons']}>
        <Button
          kind={trust === null ? 'main' : 'plain'}
          isDisabled={task.isBusy}
          onPress={() => void task.run(ask)}
        >
          {trust === null ? t('trustTake') : t('trustCompare')}
        </Button>
        {trust !== null && trust.keptAt === null && <Button onPress={keep}>{t('trustKeep')}</Button>}
        {trust !== null && trust.keptAt !== null && <Button onPress={forget}>{t('trustForget')}</Button>}
      </div>
      {trust !== null && (
        <Details>
          <Facts
            facts={[
              { name: t('trustId'), value: <code>{trust.trust.logId}</code> },
              { name: t('trustKey'), value: <code>{trust.trust.checkpointKey}</code> },
              { name: t('trustChain'), value: <code>{trust.trust.chainId}</code> },
              ...Object.entries(trust.trust.contracts).map(([name, address]) => ({
                name,
                value: <code>{address}</code>,
              })),
            ]}
          />
        </Details>
      )}
    </div>
  );
}

/** What was dropped or told just now against what this browser has kept since before. */
function ReplacedWarning({ verification }: { readonly verification: Verification }) {
  const t = useText(verifyText);
  const formats = useFormats();
  const { trust } = verification.known;
  const kept = readKeptTrust();
  if (trust === null || kept === null || trust.text === kept.text) return null;
  const parts = differencesOfTexts(trust.text, kept.text);
  if (parts.length === 0) return null;
  return (
    <Notice tone="refused" isLive>
      <p>{t('trustReplaced', { parts: formats.list(parts.map((part) => t(`trustParts.${part}`))) })}</p>
    </Notice>
  );
}

/** Both were read as trust files before. */
function differencesOfTexts(one: string, other: string): TrustPart[] {
  try {
    return trustDifferences(
      JSON.parse(one) as Parameters<typeof trustDifferences>[0],
      JSON.parse(other) as Parameters<typeof trustDifferences>[1],
    );
  } catch {
    return ['log'];
  }
}
