import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useMutation } from '@tanstack/react-query';
import { request } from '../../lib/api.ts';
import { graphql } from '../../lib/graphql.ts';
import { useText } from '../../lib/text.ts';
import { listFiles } from './license-files.ts';
import css from './license-page.module.css';
import { licenseText } from './license-text.ts';
import { saveText } from '../../lib/save-file.ts';

const PROOF = graphql(`
  query StudioProof($id: ID!) {
    proof(licenseId: $id) {
      filename
      bundle
    }
  }
`);

/** What proves the license and its files without the platform. */
export function ProofSection({
  licenseId,
  hasFiles,
}: {
  readonly licenseId: string;
  readonly hasFiles: boolean;
}) {
  const t = useText(licenseText);
  const proof = useMutation({
    mutationFn: async () => {
      const { proof: made } = await request(PROOF, { id: licenseId });
      saveText(made.bundle, made.filename);
    },
  });
  const manifest = useMutation({
    mutationFn: async () => {
      const files = await listFiles(licenseId);
      const lines = files.map(({ sha256, path }) => `${sha256}  ${path}\n`);
      saveText(lines.join(''), `license-${licenseId.slice(0, 10)}.sha256`, 'text/plain');
    },
  });
  return (
    <section className={css['section']} aria-labelledby="proof">
      <h2 id="proof">{t('proofTitle')}</h2>
      <p>{t('proofLead')}</p>
      <div className={css['acts']}>
        <Button kind="main" onPress={() => proof.mutate()} isPending={proof.isPending}>
          {t('proof')}
        </Button>
        {hasFiles && (
          <Button onPress={() => manifest.mutate()} isPending={manifest.isPending}>
            {t('manifest')}
          </Button>
        )}
      </div>
      {hasFiles && <p className={css['soft']}>{t('manifestHint')}</p>}
      {proof.error !== null && <ErrorNotice error={proof.error} />}
      {manifest.error !== null && <ErrorNotice error={manifest.error} />}
    </section>
  );
}
