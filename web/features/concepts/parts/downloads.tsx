import { useText } from '../../../lib/language/text.ts';
import { conceptsText } from '../words/text.ts';
import css from './concepts.module.css';

const ENDINGS = ['ttl', 'jsonld', 'csv'] as const;

interface DownloadsProps {
  /** Without an ending. */
  readonly path: string;
  readonly query?: string;
}

/** The same in the formats of other programs (docs/concepts.md, “Documents”). */
export function Downloads({ path, query = '' }: DownloadsProps) {
  const t = useText(conceptsText);
  return (
    <section aria-labelledby="downloads" className={css['downloads']}>
      <h2 id="downloads">{t('downloads')}</h2>
      <p className={css['soft']}>{t('downloadsLead')}</p>
      <ul role="list" className={css['names']}>
        {ENDINGS.map((ending) => (
          <li key={ending}>
            <a href={`${path}.${ending}${query}`} download="">
              {t(`formats.${ending}`)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
