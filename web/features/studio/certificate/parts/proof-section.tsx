import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { useMutation } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type LicensedFiles, listFiles } from '../../license/model/license-files.ts';
import css from '../../license/parts/license-page.module.css';
import { licenseText } from '../../license/words/license-text.ts';
import type { LicenseView } from '../../license/model/license-view.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';

const PROOF = graphql(`
  query StudioProof($id: ID!) {
    proof(licenseId: $id) {
      filename
      bundle
    }
  }
`);

/** What proves the license and its files without the platform. */
export function ProofSection({ license: { id: licenseId, asset, versions } }: Pick<LicenseView, 'license'>) {
  const t = useText(licenseText);
  const proof = useMutation({
    mutationFn: async () => {
      const { proof: made } = await request(PROOF, { id: licenseId });
      saveText(made.bundle, made.filename);
    },
  });
  const manifest = useMutation({
    mutationFn: async (licensed: LicensedFiles) => {
      const files = await listFiles(licensed);
      const lines = files.map(({ sha256, path }) => `${sha256}  ${path}\n`);
      const name = `license-${licenseId.slice(0, 10)}-version-${licensed.version.toString()}.sha256`;
      saveText(lines.join(''), name, 'text/plain');
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
        {asset !== null &&
          versions.map(({ version: { version } }) => (
            <Button
              key={version}
              onPress={() => manifest.mutate({ assetId: asset.id, version })}
              isPending={manifest.isPending}
            >
              {versions.length === 1 ? t('manifest') : t('manifestOf', { version: String(version) })}
            </Button>
          ))}
      </div>
      {asset !== null && versions.length > 0 && <p className={css['soft']}>{t('manifestHint')}</p>}
      {proof.error !== null && <ErrorNotice error={proof.error} />}
      {manifest.error !== null && <ErrorNotice error={manifest.error} />}
    </section>
  );
}
