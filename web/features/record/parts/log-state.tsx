import { Download } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { StateMark } from '../../../components/page/notice.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { saveText } from '../../../lib/kept/save-file.ts';
import { useText } from '../../../lib/language/text.ts';
import type { LogStatus } from '../model/documents.ts';
import css from './record-page.module.css';
import { recordText } from '../words/text.ts';

/** How far the log has come, and what that means. */
export function LogState({ status: { logStatus, deployment } }: { readonly status: LogStatus }) {
  const t = useText(recordText);
  const formats = useFormats();
  const { size, anchoredSize, anchoredAt, pending, witnesses, checkpoint } = logStatus;
  const facts: Fact[] = [
    { name: t('size'), value: t('sizeValue', { count: formats.number(size) }) },
    { name: t('signed'), value: <Signature note={checkpoint} checkpointKey={deployment.checkpointKey} /> },
    {
      name: t('anchored'),
      value:
        anchoredAt === null ? (
          t('anchoredNone')
        ) : (
          <>
            <p>
              {t('anchoredValue', { count: formats.number(anchoredSize), time: formats.moment(anchoredAt) })}
            </p>
            <p className={css['meaning']}>{t('anchoredMeaning')}</p>
          </>
        ),
    },
    { name: t('pending'), value: pending === 0 ? t('pendingNone') : t('pendingValue', { count: pending }) },
    {
      name: t('witnesses'),
      value: witnesses === 0 ? t('witnessesNone') : t('witnessesValue', { count: witnesses }),
    },
  ];
  return (
    <section className={css['state']} aria-labelledby="state">
      <h2 id="state">{t('state')}</h2>
      <Facts facts={facts} />
      <div className={css['buttons']}>
        <Button onPress={() => saveText(checkpoint, `checkpoint-${String(size)}.txt`, 'text/plain')}>
          <Download size={18} aria-hidden="true" />
          {t('download')}
        </Button>
        <a className={css['download']} href="/log/trust.json" download="trust.json">
          {t('downloadTrust')}
        </a>
      </div>
      <Details>
        <pre>{checkpoint}</pre>
      </Details>
    </section>
  );
}

function Signature({ note, checkpointKey }: { readonly note: string; readonly checkpointKey: string }) {
  const t = useText(recordText);
  const { data: isSigned } = useQuery({
    queryKey: ['checkpoint-signature', note, checkpointKey],
    queryFn: () => verify(note, checkpointKey),
    staleTime: 'static',
  });
  if (isSigned === undefined) return t('signedChecking');
  return isSigned ? (
    <StateMark tone="live">{t('signedOk')}</StateMark>
  ) : (
    <StateMark tone="refused">{t('signedBad')}</StateMark>
  );
}

async function verify(note: string, checkpointKey: string): Promise<boolean> {
  const [{ verifyCheckpoint }, { ProtocolError }] = await Promise.all([
    import('@lanran/protocol/log/checkpoint'),
    import('@lanran/protocol/kernel/errors'),
  ]);
  try {
    verifyCheckpoint(note, checkpointKey);
    return true;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}
