import { Link } from 'react-router';
import { VOCABULARIES, type Vocabulary } from '../../../lib/concepts/concept-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { conceptsText } from '../words/text.ts';
import css from './concepts.module.css';

interface VocabularyNavProps {
  readonly chosen: Vocabulary | null;
  /** What is searched for stays. */
  readonly text: string;
}

export function VocabularyNav({ chosen, text }: VocabularyNavProps) {
  const t = useText(conceptsText);
  const addressOf = (vocabulary: Vocabulary | null) => {
    const params = new URLSearchParams({
      ...(vocabulary !== null && { vocabulary }),
      ...(text !== '' && { text }),
    });
    return `?${params.toString()}`;
  };
  return (
    <nav aria-label={t('vocabularyLabel')} className={css['filters']}>
      <Link to={addressOf(null)} aria-current={chosen === null ? 'true' : undefined}>
        {t('all')}
      </Link>
      {VOCABULARIES.map((vocabulary) => (
        <Link
          key={vocabulary}
          to={addressOf(vocabulary)}
          aria-current={vocabulary === chosen ? 'true' : undefined}
        >
          {t(`vocabularies.${vocabulary}`)}
        </Link>
      ))}
    </nav>
  );
}
