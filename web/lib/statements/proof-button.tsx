import { Download } from 'lucide-react';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { request } from '../session/api.ts';
import { useTask } from '../session/task.ts';
import { saveText } from '../kept/save-file.ts';
import { useText } from '../language/text.ts';
import { STATEMENT_PROOF } from './documents.ts';
import { threadText } from './timeline-text.ts';

/** Saves the proof of one statement, byte for byte. */
export function ProofButton({ statementHash }: { readonly statementHash: string }) {
  const t = useText(threadText);
  const task = useTask();
  const download = async () => {
    const { proof } = await request(STATEMENT_PROOF, { statementHash });
    saveText(proof.bundle, proof.filename);
  };
  return (
    <>
      <Button onPress={() => void task.run(download)} isDisabled={task.isBusy}>
        <Download size={18} aria-hidden="true" />
        {task.isBusy ? t('downloading') : t('download')}
      </Button>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </>
  );
}
