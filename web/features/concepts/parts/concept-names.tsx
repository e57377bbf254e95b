import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { ShownConcept } from '../model/documents.ts';
import { LABEL_TAGS, LABEL_KINDS, type LabelKind } from '../model/labels.ts';
import { conceptsText } from '../words/text.ts';
import css from './concept-page.module.css';

/** All that it is called, by language. */
export function ConceptNames({ concept }: { readonly concept: ShownConcept }) {
  const t = useText(conceptsText);
  const facts = LABEL_KINDS.flatMap((kind): Fact[] => {
    const preferred = kind === 'zh' || kind === 'en' ? concept.prefLabel[kind] : null;
    const others = concept.altLabels[kind];
    if (preferred === null && others.length === 0) return [];
    const value = <Names kind={kind} preferred={preferred} others={others} />;
    return [{ name: t(`labels.${kind}`), value }];
  });
  return (
    <section className={css['section']} aria-labelledby="names">
      <h2 id="names">{t('names')}</h2>
      <Facts facts={[...facts, { name: t('code'), value: <code>{concept.id}</code> }]} />
    </section>
  );
}

interface NamesProps {
  readonly kind: LabelKind;
  readonly preferred: string | null;
  readonly others: readonly string[];
}

function Names({ kind, preferred, others }: NamesProps) {
  const t = useText(conceptsText);
  return (
    <ul role="list" className={css['names']}>
      {preferred !== null && (
        <li>
          <strong lang={LABEL_TAGS[kind]}>{preferred}</strong>{' '}
          {others.length > 0 && <span className={css['soft']}>{t('preferred')}</span>}
        </li>
      )}
      {others.map((name) => (
        <li key={name} lang={LABEL_TAGS[kind]}>
          {name}
        </li>
      ))}
    </ul>
  );
}
