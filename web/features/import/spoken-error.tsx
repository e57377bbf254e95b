import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { errorCode } from '../../lib/error-text.ts';

/** What is wrong with a folder, table or mapping is said by the client itself, as on the command line. */
export function SpokenError({ error }: { readonly error: unknown }) {
  if (errorCode(error) !== 'BAD_USAGE' || !(error instanceof Error)) return <ErrorNotice error={error} />;
  return (
    <Notice tone="refused" isLive>
      <p lang="en">{error.message.replace(/^(FOLDER|--mapping): /, '')}</p>
    </Notice>
  );
}
