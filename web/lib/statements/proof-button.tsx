import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { request } from '../api.ts';
import { saveText } from '../save-file.ts';
import { useText } from '../text.ts';
import { STATEMENT_PROOF } from './documents.ts';
import { threadText } from './thread-text.ts';

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
