import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { request } from '../session/api.ts';
import { saveText } from '../kept/save-file.ts';
import { useText } from '../language/text.ts';
import { STATEMENT_PROOF } from './documents.ts';
import { threadText } from './timeline-text.ts';

/** Saves the proof of one statement, byte for byte. */
export function ProofButton({ statementHash }: { readonly statementHash: string }) {
  const t = useText(threadText);
  const [isFetching, setIsFetching] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const download = async () => {
    setIsFetching(true);
    setError(null);
    try {
      const { proof } = await request(STATEMENT_PROOF, { statementHash });
      saveText(proof.bundle, proof.filename);
    } catch (cause) {
      setError(cause);
    } finally {
      setIsFetching(false);
    }
  };
  return (
    <>
      <Button onPress={() => void download()} isDisabled={isFetching}>
        <Download size={18} aria-hidden="true" />
        {isFetching ? t('downloading') : t('download')}
      </Button>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
