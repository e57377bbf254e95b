import { Download, Printer } from 'lucide-react';
import { Button } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice, StateMark } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { CheckedProof } from '../parts/checked-proof.tsx';
import type { CheckedTask } from '../model/checked-task.ts';
import { VerifyDropZone } from '../parts/drop-zone.tsx';
import { HashingProgress } from '../parts/hashing-progress.tsx';
import { TrustInputs } from '../parts/trust-inputs.tsx';
import { reportFile } from '../model/report-file.ts';
import { saveText } from '../../../lib/kept/save-file.ts';
import { verifyText } from '../words/text.ts';
import { UnprovenFiles } from '../parts/unproven-files.tsx';
import { useVerification } from '../model/use-verification.ts';
import { VerifierError } from '../model/verifier.ts';
import css from '../parts/verify-page.module.css';
import { WhatIsChecked } from '../parts/what-is-checked.tsx';

/** For whoever trusts nobody: everything is checked here, and nothing is asked of anybody unless the reader says so. */
export function VerifyPage() {
  const t = useText(verifyText);
  const verification = useVerification();
  const { engine, bundles, digests, hashing, isChecking, checked: task, isUpToDate, error } = verification;
  const result = task?.result ?? null;
  const isOne = result?.checked.length === 1;
  const hasSomething = bundles.length > 0 || digests.size > 0;
  return (
    <Page
      title={t('title')}
      lead={<p>{t('lead')}</p>}
      actions={
        task !== null && (
          <>
            <Button isDisabled={!isUpToDate} onPress={() => save(task)}>
              <Download size={18} aria-hidden="true" />
              {t('saveReport')}
            </Button>
            <Button isDisabled={!isUpToDate} onPress={() => window.print()}>
              <Printer size={18} aria-hidden="true" />
              {t('print')}
            </Button>
            <Button onPress={verification.clear}>{t('startOver')}</Button>
          </>
        )
      }
    >
      <VerifyDropZone
        isAdding={hasSomething}
        isDisabled={hashing !== null || engine !== 'ready'}
        onFiles={(files) => void verification.add(files)}
      />
      <div role="status" className={css['engine']}>
        {engine === 'loading' && <StateMark tone="plain">{t('loading')}</StateMark>}
        {engine === 'ready' && <StateMark tone="live">{t('ready')}</StateMark>}
      </div>
      {engine === 'broken' && (
        <Notice tone="refused" isLive>
          {t('broken')}
        </Notice>
      )}
      {hashing !== null && <HashingProgress hashing={hashing} onCancel={verification.cancel} />}
      {isChecking && <p role="status">{t('checking')}</p>}
      {error !== null && <Problem error={error} />}
      {result?.checked.map((checked) => (
        <CheckedProof key={checked.path} checked={checked}>
          {isOne && <TrustInputs verification={verification} />}
        </CheckedProof>
      ))}
      {task !== null && task.result.unclaimed.length > 0 && (
        <UnprovenFiles task={task} onProof={verification.addBundle} />
      )}
      {!isOne && <TrustInputs verification={verification} />}
      {task === null ? <WhatIsChecked /> : <Memory checkedAt={task.at} />}
    </Page>
  );
}

function Problem({ error }: { readonly error: unknown }) {
  const t = useText(verifyText);
  if (error instanceof VerifierError && error.code === 'NO_TRUST_FILE')
    return <Notice tone="refused" isLive title={t('noTrustFile')} />;
  if (error instanceof VerifierError && error.code === 'UNREADABLE')
    return <Notice tone="refused" isLive title={t('unreadable')} />;
  return <ErrorNotice error={error} />;
}

/** When and with what: for the printed page. */
function Memory({ checkedAt }: { readonly checkedAt: Date }) {
  const t = useText(verifyText);
  const formats = useFormats();
  const time = formats.moment(checkedAt.toISOString());
  return (
    <div className={css['memory']}>
      <p>{t('memory', { time, origin: window.location.origin })}</p>
      <p>{t('memoryHint')}</p>
    </div>
  );
}

function save(task: CheckedTask): void {
  saveText(
    reportFile(task, window.location.origin),
    `verification-${task.at.toISOString().slice(0, 19).replaceAll(':', '')}.json`,
  );
}
