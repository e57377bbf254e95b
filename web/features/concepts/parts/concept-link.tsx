import { Link } from 'react-router';
import { conceptAddress } from '../../../lib/concepts/concept-address.ts';
import { pickText } from '../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import type { NamedConcept } from '../model/documents.ts';
import css from './concepts.module.css';

interface ConceptLinkProps {
  readonly concept: Pick<NamedConcept, 'id' | 'prefLabel'>;
  /** Its name in the other language beside it. */
  readonly isBilingual?: boolean;
}

/** A concept's name, as the way to its page. */
export function ConceptLink({ concept: { id, prefLabel }, isBilingual = false }: ConceptLinkProps) {
  const { language } = useLanguage();
  const shown = pickText(prefLabel, language) ?? { text: id, language };
  const other = pickText(prefLabel, language === 'en' ? 'zh' : 'en');
  return (
    <>
      <Link to={conceptAddress(id)} lang={LANGUAGE_TAGS[shown.language]}>
        {shown.text}
      </Link>
      {isBilingual && other !== null && other.text !== shown.text && (
        <>
          {' '}
          <span className={css['soft']} lang={LANGUAGE_TAGS[other.language]}>
            {other.text}
          </span>
        </>
      )}
    </>
  );
}
